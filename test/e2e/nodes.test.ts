import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { KILLED_NOT_CUT, type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { type Redis, startRedis } from '../helpers/services/redis.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';

/** Two executables on one PostgreSQL and one Redis, and two people, each at another of them. */
let postgres: Postgres;
let redis: Redis;
let [a, b]: Executable[] = [];
let browser: Browser;
let sara: Device;
let ali: Device;
const said: string[] = [];

beforeAll(async () => {
  [postgres, redis, browser] = await Promise.all([
    startPostgres({ settings: KILLED_NOT_CUT }),
    startRedis(),
    launch(),
  ]);
  const env = { DATABASE_URL: await postgres.createDatabase('nodes'), REDIS_URL: redis.url };
  a = await startExecutable({ ...env, NODE_NAME: 'a' });
  b = await startExecutable({ ...env, NODE_NAME: 'b' });
  sara = await Device.open(browser, a);
  ali = await Device.open(browser, b, {
    language: 'en-US',
    viewport: { width: 1280, height: 800 },
  });
});
afterAll(async () => {
  await Promise.all([sara, ali].map((device) => device?.close()));
  await browser?.close();
  await Promise.all([a, b].map((server) => server?.kill()));
  await redis?.stop();
  await postgres?.stop();
});

async function says(device: Device, text: string): Promise<void> {
  said.push(text);
  await device.write(text);
}
const everybodyShows = () => Promise.all([sara, ali].map((device) => device.shows(said)));

test('people of two nodes meet, write, and see each other’s ticks', async () => {
  await sara.register('sara', 'سارا محمدی');
  await ali.register('ali', 'Ali Rezaei');
  await sara.talkTo('ali');
  await says(sara, 'سلام از گره‌ی الف');
  await ali.accept('سارا محمدی');
  await everybodyShows();
  await says(ali, 'Hello from node b');
  await everybodyShows();
  await sara.ticks('سلام از گره‌ی الف', 'read');
  await ali.ticks('Hello from node b', 'read');
});

test('a node that is killed takes nothing with it: its people go on at the other one, without a reload', async () => {
  await ali.page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await b?.kill();
  // What is written while nobody has led the line elsewhere waits in the outbox.
  await says(ali, 'written while my node was dead');
  await says(sara, 'و من اینجا نوشتم');
  ali.link.leadTo(a?.port ?? 0);
  await Promise.all(
    [sara, ali].map((device) =>
      device.shows([...said.slice(0, 2), 'و من اینجا نوشتم', 'written while my node was dead']),
    ),
  );
  await ali.ticks('written while my node was dead', 'read');
  expect(await ali.page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('PostgreSQL dies while both write: what they wrote waits, and arrives once', async () => {
  await postgres.kill();
  for (const [device, text] of [
    [sara, 'بی پایگاه داده'],
    [ali, 'no database'],
  ] as const)
    await device.write(text);
  await postgres.start();
  for (const device of [sara, ali])
    for (const text of ['بی پایگاه داده', 'no database'])
      await device.page.locator('pa-message', { hasText: text }).waitFor();
  await sara.ticks('بی پایگاه داده', 'read');
  await ali.ticks('no database', 'read');
  const texts = await sara.texts();
  expect(texts).toHaveLength(6);
  await ali.shows(texts);
});
