import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { bubble, goHome, makeGroup, row } from './helpers/screens.ts';

/** Tries what helps while one writes, between two people of a group. */
let server: Executable;
let browser: Browser;
let sara: Device;
let ali: Device;

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  sara = await Device.open(browser, server);
  ali = await Device.open(browser, server);
  await sara.register('sara', 'سارا');
  await ali.register('ali', 'علی رضایی');
  await sara.talkTo('ali');
  await sara.write('سلام');
  await ali.accept('سارا');
  await makeGroup(sara, 'خانه', [['ali', 'علی']]);
});
afterAll(async () => {
  await Promise.all([sara, ali].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

const send = (device: Device) => device.page.locator('pa-composer button.send').click();
const picker = (device: Device) => device.page.locator('pa-emoji-picker [popover]');
/** Returns what Enter would take. */
const first = async (device: Device) =>
  (await picker(device).locator('[role=gridcell]').first().textContent())?.trim();
const value = (device: Device) => device.composer.inputValue();

test('whoever is mentioned by the list hears of it apart, and the mention leads to them', async () => {
  await sara.composer.pressSequentially('فردا میای @رضا');
  const option = sara.page.locator('pa-mention-list [role=option]');
  await option.filter({ hasText: 'علی رضایی' }).waitFor();
  await sara.page.keyboard.press('Enter');
  await until(() => value(sara), 'فردا میای @ali ');
  await sara.page.keyboard.press('Enter');
  await bubble(sara, 'فردا میای').waitFor();
  await goHome(ali);
  await until(() => row(ali, 'خانه').getByLabel('۱ بار به شما اشاره شده').count(), 1);
  await ali.openChat('خانه');
  await bubble(ali, 'فردا میای').getByRole('link', { name: '@ali' }).click();
  await ali.page.waitForURL('**/u/ali');
  await ali.page.goBack();
  await ali.composer.waitFor();
});

test('an emoji is found by a Persian word, put in twice at the caret, and sent', async () => {
  await sara.composer.fill('چای؟');
  await sara.composer.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 3));
  await sara.page.getByRole('button', { name: 'شکلک‌ها' }).click();
  await sara.page.getByPlaceholder('جستجوی شکلک').fill('هندوانه');
  await until(() => first(sara), '🍉');
  await sara.page.keyboard.press('Enter');
  await sara.page.keyboard.press('ArrowDown');
  await sara.page.keyboard.press('Enter');
  await sara.page.keyboard.press('Escape');
  await until(() => picker(sara).isVisible(), false);
  await until(() => value(sara), 'چای🍉🍉؟');
  await send(sara);
  await bubble(ali, 'چای🍉🍉؟').waitFor();
  expect(ali.asked.filter((url) => new URL(url).hostname !== '127.0.0.1')).toEqual([]);
});

test('any emoji is a reaction, from the menu of the message', async () => {
  await bubble(ali, 'چای').click({ button: 'right' });
  await ali.page.getByRole('menuitem', { name: 'شکلک‌های دیگر' }).click();
  await ali.page.getByPlaceholder('جستجوی شکلک').fill('قوری');
  await until(() => first(ali), '🫖');
  await picker(ali).locator('[role=gridcell]').first().click();
  await until(() => bubble(sara, 'چای').getByText('🫖').count(), 1);
});

test('what is formatted by key and by the bar is formatted for the other, and comes back for editing', async () => {
  await sara.composer.fill('ساعت هشت بیا');
  await sara.composer.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(5, 8));
  await sara.page.keyboard.press('Control+b');
  await sara.composer.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(13, 16));
  await sara.page.locator('pa-format-bar').getByRole('button', { name: 'خط‌خورده' }).click();
  await until(() => value(sara), 'ساعت **هشت** ~~بیا~~');
  await send(sara);
  await bubble(ali, 'ساعت هشت').waitFor();
  expect(await bubble(ali, 'ساعت هشت').locator('.text b').textContent()).toBe('هشت');
  expect(await bubble(ali, 'ساعت هشت').locator('.text s').textContent()).toBe('بیا');
  await sara.page.keyboard.press('ArrowUp');
  await until(() => value(sara), 'ساعت **هشت** ~~بیا~~');
  await sara.page.keyboard.press('Escape');
});

test('pasted rich text comes as one would have typed it, and nothing of it runs', async () => {
  await sara.composer.fill('');
  await sara.composer.evaluate((field: HTMLTextAreaElement) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'plain');
    data.setData(
      'text/html',
      `<b style="font-weight:normal"><span style="font-weight:700">مهم</span> <i>و کج</i>
       <ul><li>نان<li><a href="https://example.com/x">پنیر</a></ul><ol start="3"><li>سه</ol>
       <a href="javascript:alert(1)">بد</a><img src="https://example.org/spy.png" onerror="document.title='ran'"></b>`,
    );
    field.focus();
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await until(
    () => value(sara),
    '**مهم** _و کج_\n• نان\n• [پنیر](https://example.com/x)\n3. سه\nبد',
  );
  await send(sara);
  await bubble(ali, 'پنیر').waitFor();
  expect(await bubble(ali, 'پنیر').locator('.text b').textContent()).toBe('مهم');
  expect(await sara.page.title()).not.toBe('ran');
  expect(sara.asked.filter((url) => new URL(url).hostname !== '127.0.0.1')).toEqual([]);
});
