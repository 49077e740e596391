import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import {
  actOn,
  bubble,
  choose,
  chooseRow,
  confirm,
  countShown,
  goHome,
  goInfo,
  makeGroup,
  press,
  row,
} from './helpers/screens.ts';

/** Sara has a phone, and a laptop that is offline in between; Ali is in a group of hers; Reza is a stranger at first. */
let server: Executable;
let browser: Browser;
let sara: Device;
let laptop: Device;
let ali: Device;
let reza: Device;
let mountain: string;

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  [sara, laptop, ali, reza] = await Promise.all([
    Device.open(browser, server),
    Device.open(browser, server),
    Device.open(browser, server),
    Device.open(browser, server),
  ]);
  await Promise.all([
    sara.register('sara', 'سارا'),
    ali.register('ali', 'علی'),
    reza.register('reza', 'رضا'),
  ]);
  await laptop.signIn('sara');
  mountain = await makeGroup(sara, 'کوه', [['ali', 'علی']]);
  await ali.accept('کوه');
  await goHome(ali);
  await row(ali, 'کوه').waitFor();
});
afterAll(async () => {
  await Promise.all([sara, laptop, ali, reza].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

const folder = (device: Device, name: string) =>
  device.page.locator('pa-chat-list .folder', { hasText: name });
const tombstones = (device: Device) => () => device.page.locator('pa-message .tombstone').count();
async function deleteForAll(device: Device, text: string): Promise<void> {
  await choose(device, text, 'پاک کردن');
  await press(device, 'پاک کردن برای همه');
}
const pins = (device: Device) => () =>
  device.page.locator('pa-chat-list .chat.pinned .name').allTextContents();

/** Drags by mouse, from one row onto another. */
async function drag(device: Device, name: string, onto: string): Promise<void> {
  const [from, to] = [await row(device, name).boundingBox(), await row(device, onto).boundingBox()];
  const x = (from?.x ?? 0) + 40;
  const { mouse } = device.page;
  await mouse.move(x, (from?.y ?? 0) + 20);
  await mouse.down();
  await mouse.move(x, (to?.y ?? 0) + 20, { steps: 8 });
  // The code of a drag comes when the mouse is down, and takes the row along at the next move.
  await until(async () => {
    for (const by of [19, 20]) await mouse.move(x, (to?.y ?? 0) + by);
    return await device.page.locator('pa-chat-list .carried').count();
  }, 1);
  await mouse.up();
}

test('a request that is deleted is gone on both devices, and the stranger learns nothing of it', async () => {
  await reza.talkTo('sara');
  await reza.write('سلام غریبه');
  await reza.ticks('سلام غریبه', 'one');
  await folder(laptop, 'درخواست‌ها').waitFor();
  laptop.link.cut();
  await goHome(sara);
  await folder(sara, 'درخواست‌ها').click();
  await row(sara, 'رضا').click();
  await press(sara, 'پاک کردن');
  await confirm(sara, 'حذف گفتگو');
  await until(() => folder(sara, 'درخواست‌ها').count(), 0);
  laptop.link.restore();
  await until(() => folder(laptop, 'درخواست‌ها').count(), 0);
  await reza.write('هستی؟');
  await reza.ticks('هستی؟', 'one');
  expect(await reza.tick('سلام غریبه')).toBe('one');
});

test('one message goes to two chats at once, each of which hears it and nothing of the other', async () => {
  await makeGroup(sara, 'دشت', [['reza', 'رضا']]);
  await ali.openChat('کوه');
  await ali.write('برف می‌آید');
  await sara.page.goto(`${sara.link.url}/c/${mountain}`);
  await until(countShown(sara, 'برف می‌آید'), 1);
  laptop.link.cut();
  await choose(sara, 'برف می‌آید', 'هدایت');
  for (const name of ['کوه', 'دشت'])
    await sara.page.locator('pa-forward [role=option]', { hasText: name }).click();
  await press(sara, 'ارسال به ۲ گفتگو');
  await until(countShown(ali, 'برف می‌آید'), 2);
  await goHome(reza);
  await reza.openChat('دشت');
  await until(countShown(reza, 'برف می‌آید'), 1);
  await bubble(reza, 'برف می‌آید').getByText('هدایت‌شده از').waitFor();
  expect(await row(reza, 'کوه').count()).toBe(0);
  laptop.link.restore();
  await laptop.openChat('دشت');
  await until(countShown(laptop, 'برف می‌آید'), 1);
});

test('what is deleted for everyone stays deleted, though its author edits it offline or has edited it before', async () => {
  await ali.write('ساعت هفت');
  await ali.write('ساعت هشت');
  await until(countShown(sara, 'ساعت هشت'), 1);
  ali.link.cut();
  await choose(ali, 'ساعت هفت', 'ویرایش');
  await ali.composer.fill('ساعت هفت و نیم');
  await ali.page.locator('pa-composer button.send').click();
  await until(countShown(ali, 'ساعت هفت و نیم'), 1);
  await deleteForAll(sara, 'ساعت هفت');
  await until(tombstones(sara), 1);
  ali.link.restore();
  await until(tombstones(ali), 1);
  await until(countShown(ali, 'ساعت هفت'), 0);
  sara.link.cut();
  await deleteForAll(sara, 'ساعت هشت');
  await until(tombstones(sara), 2);
  await choose(ali, 'ساعت هشت', 'ویرایش');
  await ali.composer.fill('ساعت هشت و نیم');
  await ali.page.locator('pa-composer button.send').click();
  await until(countShown(ali, 'ساعت هشت و نیم'), 1);
  await ali.ticks('ساعت هشت و نیم', 'read');
  sara.link.restore();
  await until(tombstones(ali), 2);
  await until(countShown(ali, 'ساعت هشت'), 0);
  expect([await countShown(sara, 'ساعت هفت')(), await countShown(sara, 'ساعت هشت')()]).toEqual([
    0, 0,
  ]);
});

test('what is archived on one device is in the archive of the other, and of nobody else', async () => {
  await goHome(sara);
  laptop.link.cut();
  await chooseRow(sara, 'کوه', 'بایگانی کردن');
  await folder(sara, 'بایگانی').waitFor();
  await press(laptop, 'بازگشت');
  expect(await folder(laptop, 'بایگانی').count()).toBe(0);
  laptop.link.restore();
  await folder(laptop, 'بایگانی').click();
  await row(laptop, 'کوه').waitFor();
  expect(await row(laptop, 'دشت').count()).toBe(0);
  await press(ali, 'بازگشت');
  await row(ali, 'کوه').waitFor();
  expect(await folder(ali, 'بایگانی').count()).toBe(0);
  await chooseRow(laptop, 'کوه', 'خارج کردن از بایگانی');
  await until(() => folder(sara, 'بایگانی').count(), 0);
});

test('a pinned chat that is dragged elsewhere stays there after a reload, and on the other device', async () => {
  await goHome(sara);
  await chooseRow(sara, 'دشت', 'سنجاق کردن');
  await until(pins(sara), ['دشت']);
  await chooseRow(sara, 'کوه', 'سنجاق کردن');
  // The archive became empty, and with that its folder was left.
  await until(pins(laptop), ['دشت', 'کوه']);
  laptop.link.cut();
  await drag(sara, 'کوه', 'دشت');
  const wanted = ['کوه', 'دشت'];
  await until(pins(sara), wanted);
  expect(await pins(laptop)()).toEqual(['دشت', 'کوه']);
  laptop.link.restore();
  // The pages are opened again, as after a night: how long a device waits before it tries again is not tested here.
  await Promise.all([sara.page.reload(), laptop.page.reload()]);
  await until(pins(sara), wanted);
  await until(pins(laptop), wanted);
  expect(await pins(ali)()).toEqual([]);
});

test('who was removed from a group is told why their text did not go, and copies it', async () => {
  await ali.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ali.openChat('کوه');
  ali.link.cut();
  await ali.write('می‌آیم');
  await ali.ticks('می‌آیم', 'clock');
  await goInfo(sara, mountain);
  await actOn(sara, 'علی', 'بیرون کردن');
  await confirm(sara, 'بیرون کردن');
  await sara.page.getByRole('button', { name: 'گزینه‌های علی' }).waitFor({ state: 'detached' });
  ali.link.restore();
  await bubble(ali, 'ارسال نشد. دیگر عضو این گروه نیستید.').waitFor();
  await until(() => ali.composer.count(), 0);
  await press(ali, 'کپی');
  await until(() => ali.page.evaluate(() => navigator.clipboard.readText()), 'می‌آیم');
  await press(ali, 'پاک کردن');
  await ali.page.getByText('این گفتگو پیدا نشد').waitFor();
});
