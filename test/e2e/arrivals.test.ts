import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { press } from './helpers/screens.ts';

/** Ali has two tabs open; Sara and Reza write to him. */
let server: Executable;
let browser: Browser;
let sara: Device;
let reza: Device;
let ali: Device;
let other: Page;

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  [sara, reza, ali] = [
    await Device.open(browser, server),
    await Device.open(browser, server),
    await Device.open(browser, server),
  ];
  await ali.context.addInitScript(countTones);
  await ali.page.reload();
  await sara.register('sara', 'سارا');
  await reza.register('reza', 'رضا');
  await ali.register('ali', 'علی');
});
afterAll(async () => {
  await Promise.all([sara, reza, ali].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

/** Headless browsers have no loudspeaker, so the tones that are started are counted. */
function countTones(): void {
  const start = OscillatorNode.prototype.start;
  Object.assign(globalThis, { tones: 0 });
  OscillatorNode.prototype.start = function (when) {
    Object.assign(globalThis, { tones: (globalThis as unknown as { tones: number }).tones + 1 });
    start.call(this, when);
  };
}
const tones = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { tones: number }).tones);
/** A notice has two tones. */
const rings = async (): Promise<number> => ((await tones(ali.page)) + (await tones(other))) / 2;
const notice = (page: Page) => page.locator('pa-arrival [popover]:popover-open');
const shown = (page: Page) => async () => (await notice(page).allInnerTexts()).join(' ');
/** A message that comes in the first seconds was there before, and rings for nothing. */
const untilSettled = (page: Page) => page.waitForFunction(() => performance.now() > 6_000);
/** A tab in the background rings up to a second later, if at all: only the clock shows that it does not. */
const afterYou = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));

test('a stranger’s request makes no sound, shows no notice and counts for no title', async () => {
  await untilSettled(ali.page);
  await reza.talkTo('ali');
  await reza.write('سلام، رضا هستم');
  await ali.page.locator('pa-chat-list .folder', { hasText: 'درخواست‌ها' }).waitFor();
  await sara.talkTo('ali');
  await sara.write('من سارا هستم');
  await until(() => ali.page.locator('pa-chat-list .folder .badge').textContent(), '۲');
  expect(await ali.page.title()).toBe('پیام‌بر');
  expect([await notice(ali.page).count(), await tones(ali.page)]).toEqual([0, 0]);
  // The answer to the sender may come behind what the others heard.
  await sara.ticks('من سارا', 'one');
  await reza.ticks('سلام', 'one');
  await ali.accept('سارا');
  await sara.ticks('من سارا', 'read');
  // There is no reload: what has sounded until now counts in the next test as well.
  await ali.page.locator('pa-chat-header .back').click();
  await ali.openChat('رضا');
  await press(ali, 'پذیرفتن');
  await reza.ticks('سلام', 'read');
});

test('a message in another chat is told once: a notice with the way there, and one sound of all tabs', async () => {
  other = await ali.context.newPage();
  await other.goto(ali.page.url());
  await other.locator('pa-composer').waitFor();
  for (const page of [other, ali.page]) {
    await page.bringToFront();
    await page.locator('pa-composer textarea').click();
  }
  await untilSettled(other);
  await sara.write('خبر تازه');
  await until(shown(ali.page), 'سارا\nخبر تازه');
  // It does not disappear under the pointer, however long the rest takes.
  await notice(ali.page).locator('a').hover();
  await until(rings, 1);
  await until(() => ali.page.title(), '(۱) پیام‌بر');
  await notice(ali.page).locator('a').click();
  await ali.page.locator('pa-message', { hasText: 'خبر تازه' }).waitFor();
  await until(() => notice(ali.page).count(), 0);
  await until(() => ali.page.title(), 'پیام‌بر');
  await until(() => notice(other).count(), 0);
  await afterYou(other);
  expect(await rings()).toBe(1);
});

test('in the chat that is looked at nothing sounds, and a device may choose silence', async () => {
  await ali.page.bringToFront();
  await until(() => ali.page.evaluate(() => document.hasFocus()), true);
  // The driver lets each page believe that it has the focus.
  await other.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
  // All tabs know which one is looked at when this one has been read; it may have come before they did.
  await sara.write('هستی؟');
  await sara.ticks('هستی؟', 'read');
  await afterYou(other);
  const before = await rings();
  await sara.write('اینجا هستی');
  await ali.page.locator('pa-message', { hasText: 'اینجا هستی' }).waitFor();
  await sara.ticks('اینجا هستی', 'read');
  await afterYou(other);
  expect([(await rings()) - before, await notice(ali.page).count()]).toEqual([0, 0]);
  await ali.page.goto(`${ali.link.url}/settings/notifications`);
  await ali.page.getByRole('switch', { name: 'صدای پیام تازه' }).uncheck();
  await other.close();
  await ali.page.reload();
  await untilSettled(ali.page);
  // The page has had a click, and could sound.
  await press(ali, 'شنیدن صدا');
  await until(() => tones(ali.page), 2);
  await reza.write('بی‌صدا');
  await until(shown(ali.page), 'رضا\nبی‌صدا');
  await afterYou(ali.page);
  expect(await tones(ali.page)).toBe(2);
});
