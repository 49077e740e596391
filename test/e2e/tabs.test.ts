import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { bubbles } from './helpers/timeline.ts';

let server: Executable;
let browser: Browser;
let sara: Device;
let ali: Device;
let other: Page;

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  sara = await Device.open(browser, server);
  ali = await Device.open(browser, server);
  await sara.register('sara', 'سارا');
  await ali.register('ali', 'علی');
  other = await sara.context.newPage();
});
afterAll(async () => {
  await Promise.all([sara?.close(), ali?.close()]);
  await browser?.close();
  await server?.stop();
});

test('two tabs of one browser share one socket, and each shows what the other sends', async () => {
  // A tab in the background draws once a second, and each press waits for that.
  await sara.page.bringToFront();
  await sara.talkTo('ali');
  await other.goto(sara.page.url());
  await sara.write('از زبانه‌ی یکم');
  await until(() => bubbles(other), ['از زبانه‌ی یکم']);
  await other.bringToFront();
  await other.locator('pa-composer textarea').fill('از زبانه‌ی دوم');
  await other.locator('pa-composer button.send').click();
  await sara.shows(['از زبانه‌ی یکم', 'از زبانه‌ی دوم']);
  await ali.accept('سارا');
  await ali.shows(['از زبانه‌ی یکم', 'از زبانه‌ی دوم']);
  await until(() => sara.link.webSockets(), 1);
});

test('when the leading tab is closed the other takes over, and what it sends arrives', async () => {
  await sara.page.close();
  sara.page = other;
  await sara.write('تنها ماندم');
  const said = ['از زبانه‌ی یکم', 'از زبانه‌ی دوم', 'تنها ماندم'];
  await ali.shows(said);
  await ali.write('می‌شنوم');
  await sara.shows([...said, 'می‌شنوم']);
});

test('signing out in one tab signs out the other, and nothing of the person stays on the device', async () => {
  const second = await sara.context.newPage();
  await second.goto(sara.link.url);
  await second.locator('pa-chat-list').waitFor();
  await sara.page.bringToFront();
  await sara.page.goto(`${sara.link.url}/settings`);
  await sara.page.getByRole('button', { name: 'خروج از حساب' }).click();
  await sara.page.locator('pa-log-out button', { hasText: 'خروج' }).click();
  await sara.page.locator('pa-sign-in').waitFor();
  await second.locator('pa-sign-in').waitFor();
  const databases = async () =>
    (await second.evaluate(() => indexedDB.databases())).map(({ name }) => name);
  // The last tab that holds it open lets it go.
  await until(async () => (await databases()).filter((name) => name?.startsWith('payambar-')), []);
  expect(await second.evaluate(() => JSON.stringify(localStorage))).not.toContain('سارا');
});
