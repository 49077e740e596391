import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import {
  bubble,
  choose,
  chooseRow,
  confirm,
  countShown,
  goHome,
  press,
  row,
} from './helpers/screens.ts';

/** Sara has a phone and a laptop; Ali writes with her; Reza is a stranger. */
let server: Executable;
let browser: Browser;
let sara: Device;
let laptop: Device;
let ali: Device;
let reza: Device;

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  [sara, laptop, ali, reza] = await Promise.all([
    Device.open(browser, server),
    Device.open(browser, server),
    Device.open(browser, server),
    Device.open(browser, server),
  ]);
  await sara.register('sara', 'سارا');
  await ali.register('ali', 'علی');
  await reza.register('reza', 'رضا');
  await laptop.signIn('sara');
  await sara.talkTo('ali');
  await sara.write('نخستین پیام');
  await ali.accept('سارا');
  await sara.ticks('نخستین', 'read');
});
afterAll(async () => {
  await Promise.all([sara, laptop, ali, reza].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

test('mute, pin and the draft follow to the other device, and to nobody else', async () => {
  await goHome(sara);
  await chooseRow(sara, 'علی', 'سنجاق کردن');
  await chooseRow(sara, 'علی', 'بی‌صدا کردن', 'همیشه');
  await until(() => row(laptop, 'علی').getByLabel('سنجاق‌شده').count(), 1);
  await until(() => row(laptop, 'علی').getByLabel('بی‌صدا').count(), 1);
  await sara.openChat('علی');
  await sara.composer.fill('نیمه‌کاره');
  await press(sara, 'بازگشت');
  await until(() => row(laptop, 'علی').getByText('نیمه‌کاره').count(), 1);
  await laptop.openChat('علی');
  await until(() => laptop.composer.inputValue(), 'نیمه‌کاره');
  await sara.openChat('علی');
  await sara.write('پس از آن');
  await goHome(ali);
  await row(ali, 'سارا').getByText('پس از آن').waitFor();
  for (const label of ['بی‌صدا', 'سنجاق‌شده'])
    expect(await row(ali, 'سارا').getByLabel(label).count()).toBe(0);
  await ali.openChat('سارا');
  await bubble(ali, 'پس از آن').waitFor();
  expect(await ali.composer.inputValue()).toBe('');
});

test('what is edited offline arrives later, and what is deleted is gone where a device was offline', async () => {
  await ali.write('پاک شدنی');
  await until(countShown(sara, 'پاک شدنی'), 1);
  ali.link.cut();
  await choose(ali, 'پاک شدنی', 'ویرایش');
  await ali.composer.fill('ویراسته در تاریکی');
  await ali.page.locator('pa-composer button.send').click();
  await until(countShown(ali, 'ویراسته در تاریکی'), 1);
  ali.link.restore();
  await until(countShown(sara, 'ویراسته در تاریکی'), 1);
  await until(countShown(laptop, 'ویراسته در تاریکی'), 1);
  laptop.link.cut();
  await choose(ali, 'ویراسته در تاریکی', 'پاک کردن');
  await press(ali, /برای همه/);
  await until(countShown(sara, 'ویراسته در تاریکی'), 0);
  laptop.link.restore();
  await until(countShown(laptop, 'تاریکی'), 0);
  await until(countShown(laptop, 'نخستین پیام'), 1);
});

test('several are copied with their half-spaces, and forwarded without their author', async () => {
  await sara.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ali.write('می‌روم خانه');
  await ali.write('نمی‌آیم');
  await until(countShown(sara, 'نمی‌آیم'), 1);
  await choose(sara, 'می‌روم خانه', 'انتخاب');
  await bubble(sara, 'نمی‌آیم').click();
  await sara.page.locator('.selection').getByRole('button', { name: 'کپی' }).click();
  await until(
    () => sara.page.evaluate(() => navigator.clipboard.readText()),
    (copied) => copied.includes('می‌روم خانه') && copied.includes('نمی‌آیم'),
  );
  await choose(sara, 'می‌روم خانه', 'هدایت');
  await sara.page.locator('pa-forward [role=option]', { hasText: 'علی' }).click();
  await sara.page.locator('pa-forward input[type=checkbox]').check();
  await sara.page.locator('pa-forward button.primary').click();
  await until(countShown(ali, 'می‌روم خانه'), 2);
  const copy = bubble(ali, 'می‌روم خانه').last();
  await copy.getByText('هدایت‌شده', { exact: true }).waitFor();
  expect(await copy.getByText('هدایت‌شده از').count()).toBe(0);
});

test('who is blocked is told that it did not arrive, and hears nothing else', async () => {
  await reza.talkTo('sara');
  await reza.write('سلام غریبه');
  await reza.ticks('سلام غریبه', 'one');
  await goHome(sara);
  await sara.page.locator('pa-chat-list .folder', { hasText: 'درخواست‌ها' }).click();
  await row(sara, 'رضا').click();
  await press(sara, 'مسدود کردن');
  await confirm(sara, 'مسدود کردن');
  const blocked = () =>
    sara.page.evaluate(async () => (await (await fetch('/api/blocks')).json()).users.length);
  await until(blocked, 1);
  await reza.write('هستی؟');
  await reza.ticks('هستی؟', 'failed');
  expect(await reza.tick('سلام غریبه')).toBe('one');
  await goHome(sara);
  await ali.write('پس از او');
  await row(sara, 'علی').getByText('پس از او').waitFor();
  expect(await sara.page.locator('pa-chat-list').getByText('هستی؟').count()).toBe(0);
});
