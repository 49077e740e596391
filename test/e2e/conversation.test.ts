import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';

/** One story, told in order: Sara on her phone, Ali on his laptop in English, and Ali's own phone. */
let server: Executable;
let browser: Browser;
let sara: Device;
let ali: Device;
let second: Device;
const said: string[] = [];

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  sara = await Device.open(browser, server);
  ali = await Device.open(browser, server, {
    language: 'en-US',
    viewport: { width: 1280, height: 800 },
  });
  second = await Device.open(browser, server);
});
afterAll(async () => {
  await Promise.all([sara, ali, second].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

const all = (): Device[] => [sara, ali, second];
async function everybodyShows(): Promise<void> {
  await Promise.all(all().map((device) => device.shows(said)));
}
async function says(device: Device, text: string): Promise<void> {
  said.push(text);
  await device.write(text);
}

test('two people register, find each other and write Persian and English; a second device follows', async () => {
  await sara.register('sara', 'سارا محمدی');
  await ali.register('ali', 'Ali Rezaei');
  await second.signIn('ali');
  await sara.talkTo('ali');
  await says(sara, 'سلام علی، می‌خواهم فردا ببینمت');
  await ali.accept('سارا محمدی');
  await second.openChat('سارا محمدی');
  await everybodyShows();
  await says(ali, 'Great, see you at 5');
  await everybodyShows();
  await says(second, 'از گوشی می‌نویسم 👍');
  await everybodyShows();
});

test('ticks turn: sent, delivered when a device of the other has it, read when it was looked at', async () => {
  await sara.ticks('سلام علی', 'read');
  await ali.page.goto(`${ali.link.url}/`);
  await second.page.goto(`${second.link.url}/`);
  await ali.page.locator('pa-chat-list').waitFor();
  await says(sara, 'رسید؟');
  await sara.ticks('رسید؟', 'two');
  await ali.openChat('سارا محمدی');
  await sara.ticks('رسید؟', 'read');
  await second.openChat('سارا محمدی');
  await everybodyShows();
});

test('what is written offline waits with a clock, and arrives once and in order when the line is back', async () => {
  sara.link.cut();
  for (const text of ['بی‌خط ۱', 'بی‌خط ۲', 'بی‌خط ۳']) await sara.write(text);
  await sara.ticks('بی‌خط ۳', 'clock');
  await says(ali, 'meanwhile');
  await second.shows(said);
  sara.link.restore();
  said.push('بی‌خط ۱', 'بی‌خط ۲', 'بی‌خط ۳');
  await everybodyShows();
});

test('a page reloaded in the middle of a send, its answer lost, sends once', async () => {
  sara.link.swallowReplies();
  await says(sara, 'میان راه');
  await ali.shows(said);
  await sara.ticks('میان راه', 'clock');
  sara.link.restore();
  await sara.page.reload();
  await everybodyShows();
  await sara.ticks('میان راه', 'read');
});

test('a page that ends as the button is pressed has the words in the chat or still in the field', async () => {
  // The moments are spread over the writes to the device; whichever they meet, nothing is lost or doubled.
  for (const [i, afterMs] of [0, 0, 1, 2, 4, 8, 16].entries()) {
    const text = `آخرین حرف ${i}`;
    await second.composer.fill(text);
    // Leaving the chat saves the draft, and its row shows it once it is on disk.
    await second.page.locator('pa-chat-header .back').click();
    await second.page.locator('pa-chat-list a.chat', { hasText: text }).click();
    await until(() => second.composer.inputValue(), text);
    const loaded = second.page.waitForEvent('load');
    await second.page.locator('pa-composer button.send').evaluate((button, ms) => {
      if (!(button instanceof HTMLElement)) throw new Error('no button');
      button.click();
      if (ms === 0) location.reload();
      else setTimeout(() => location.reload(), ms);
    }, afterMs);
    await loaded;
    await until(async () => {
      const sent = (await second.texts()).filter((shown) => shown === text).length;
      const kept = (await second.composer.inputValue()) === text;
      return sent + (kept ? 1 : 0);
    }, 1);
    if ((await second.composer.inputValue()) === text)
      await second.page.locator('pa-composer button.send').click();
    said.push(text);
    await everybodyShows();
    expect(await second.composer.inputValue()).toBe('');
  }
});

test('the server killed with -9 under open pages loses and doubles nothing', async () => {
  await says(sara, 'پیش از قطع');
  await ali.shows(said);
  await server.kill();
  await sara.write('هنگام قطع ۱');
  await sara.write('هنگام قطع ۲');
  await sara.ticks('هنگام قطع ۲', 'clock');
  await server.start();
  said.push('هنگام قطع ۱', 'هنگام قطع ۲');
  await everybodyShows();
  await sara.ticks('هنگام قطع ۲', 'read');
});

test('a reload with the server gone opens the last state, and everything is there again afterwards', async () => {
  await server.kill();
  await Promise.all(all().map((device) => device.page.reload()));
  await everybodyShows();
  await server.start();
  await says(ali, 'back again');
  await everybodyShows();
});

test('no page, worker or socket has asked any other host', () => {
  for (const device of all()) {
    const hosts = new Set(
      device.asked.filter((url) => /^(https?|wss?):/.test(url)).map((url) => new URL(url).host),
    );
    expect([...hosts]).toEqual([new URL(device.link.url).host]);
  }
});
