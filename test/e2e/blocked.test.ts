import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';

/** Sara sits behind a proxy that lets no WebSocket through; Ali does not. */
let server: Executable;
let browser: Browser;
let sara: Device;
let ali: Device;
const complaints: string[] = [];

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  sara = await Device.open(browser, server);
  ali = await Device.open(browser, server);
});
afterAll(async () => {
  await Promise.all([sara?.close(), ali?.close()]);
  await browser?.close();
  await server?.stop();
});

const bar = () => sara.page.locator('pa-connection p').count();

test('the first visit of somebody who is not signed in leaves nothing in the console', async () => {
  const page = await sara.context.newPage();
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
  });
  const answered = page.waitForResponse(/\/api\/auth\/renew$/);
  await page.goto(sara.link.url);
  expect((await answered).status()).toBe(200);
  await page.locator('pa-sign-in form').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('without WebSockets two people still talk, and it is said quietly', async () => {
  sara.link.refuseSockets(true);
  await sara.register('sara', 'سارا');
  await ali.register('ali', 'علی');
  await until(bar, 1);
  await sara.talkTo('ali');
  await sara.write('از پشت پراکسی');
  await ali.accept('سارا');
  await ali.shows(['از پشت پراکسی']);
  await ali.write('رسید');
  await sara.shows(['از پشت پراکسی', 'رسید']);
  await sara.ticks('از پشت پراکسی', 'read');
  await until(bar, 1);
  expect(sara.link.webSockets()).toBe(0);
  await ali.write('و باز');
  await sara.shows(['از پشت پراکسی', 'رسید', 'و باز']);
});

test('where they come through again the socket takes over', async () => {
  sara.link.refuseSockets(false);
  await until(() => sara.link.webSockets(), 1, { ms: 60_000 });
  await until(bar, 0);
  await ali.write('زنده');
  await sara.shows(['از پشت پراکسی', 'رسید', 'و باز', 'زنده']);
});
