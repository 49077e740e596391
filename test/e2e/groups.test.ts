import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { violations } from '../helpers/axe.ts';
import { until } from '../helpers/until.ts';
import { choosePicture, colourOf, halves } from './helpers/avatars.ts';
import { Device, launch } from './helpers/device.ts';
import { enterRegister } from './helpers/entering.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import {
  actOn,
  bubble,
  confirm,
  countShown,
  goHome,
  goInfo,
  makeGroup,
  makeLink,
  press,
  row,
} from './helpers/screens.ts';

/** Sara leads a group; Ali is added by hand, Reza and Mina come by links. */
let server: Executable;
let browser: Browser;
let sara: Device;
let ali: Device;
let reza: Device;
let mina: Device;
let chatId: string;
const TITLE = 'کوه‌نوردان';

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  [sara, ali, reza, mina] = await Promise.all([
    Device.open(browser, server),
    Device.open(browser, server),
    Device.open(browser, server),
    Device.open(browser, server),
  ]);
  await sara.register('sara', 'سارا');
  await ali.register('ali', 'علی');
  await reza.register('reza', 'رضا');
});
afterAll(async () => {
  await Promise.all([sara, ali, reza, mina].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

const requests = (device: Device) => device.page.locator('pa-join-requests li');

test('a group is made, named anew, and somebody is added; who is not in it does not find it', async () => {
  chatId = await makeGroup(sara, 'کوه', [['ali', 'علی']]);
  await sara.write('جمعه می‌رویم');
  await until(countShown(sara, 'جمعه می‌رویم'), 1);
  await goInfo(sara, chatId);
  await press(sara, 'ویرایش نام و توضیح');
  await sara.page.locator('pa-group-edit input').first().fill(TITLE);
  await sara.page.locator('pa-group-edit button.primary').click();
  await sara.page.locator('pa-group h2', { hasText: TITLE }).waitFor();
  await sara.page.locator('pa-group-stats', { hasText: '۱ پیام از' }).waitFor();
  await goHome(ali);
  await ali.accept(TITLE);
  await until(countShown(ali, 'جمعه می‌رویم'), 1);
  await reza.page.goto(`${reza.link.url}/c/${chatId}`);
  await reza.page.getByText('این گفتگو پیدا نشد').waitFor();
  expect(await row(reza, TITLE).count()).toBe(0);
});

test('where only admins may write a member cannot, and an admin can', async () => {
  const right = sara.page.getByRole('switch', { name: 'ارسال پیام' });
  await right.uncheck();
  await ali.page.getByText('در این گروه فقط مدیران می‌توانند پیام بفرستند.').waitFor();
  await until(() => ali.composer.count(), 0);
  await actOn(sara, 'علی', 'مدیر کردن');
  await ali.composer.waitFor();
  await ali.write('من مدیرم');
  await until(
    () => ali.tick('من مدیرم'),
    (tick) => ['one', 'two', 'read'].includes(tick),
  );
  await actOn(sara, 'علی', 'برکناری از مدیریت');
  await ali.page.getByText('در این گروه فقط مدیران می‌توانند پیام بفرستند.').waitFor();
  await right.check();
  await ali.composer.waitFor();
});

test('a link with one use lets one in, and is dead for the next', async () => {
  const path = await makeLink(sara, { once: true });
  await reza.page.goto(reza.link.url + path);
  await press(reza, /^پیوستن/);
  await reza.composer.waitFor();
  await until(countShown(reza, 'جمعه می‌رویم'), 1);
  await ali.page.goto(ali.link.url + path);
  await ali.page.locator('pa-join pa-empty').waitFor();
  await goHome(ali);
  await ali.openChat(TITLE);
});

test('a signed-out person registers on the way to the invitation, asks, and is let in', async () => {
  const path = await makeLink(sara, { approval: true });
  await mina.page.goto(mina.link.url + path);
  await enterRegister(mina.page, 'mina', 'مینا');
  await mina.page.waitForURL(`**${path}`);
  await mina.page.locator('pa-join button.primary').click();
  await mina.page.locator('pa-join pa-empty[role=status]').waitFor();
  await until(() => requests(sara).count(), 1);
  await mina.page.goto(`${mina.link.url}/c/${chatId}`);
  await mina.page.getByText('این گفتگو پیدا نشد').waitFor();
  await press(sara, 'پذیرفتن مینا');
  await until(() => requests(sara).count(), 0);
  await goHome(mina);
  await mina.openChat(TITLE);
  await until(countShown(mina, 'جمعه می‌رویم'), 1);
  await mina.write('سلام به همه');
  await until(countShown(ali, 'سلام به همه'), 1);
});

test('a picture of the group and one of a person are cut, come to the others, stay without a line, and go', async () => {
  await sara.page.locator('pa-avatar-edit .choose').waitFor();
  const text = { name: 'نامه.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('نامه') };
  const chooser = sara.page.waitForEvent('filechooser');
  await sara.page.locator('pa-avatar-edit .choose').click();
  await (await chooser).setFiles(text);
  await sara.page.getByText('این فایل عکسی نیست که این مرورگر بشناسد.').waitFor();
  await choosePicture(sara.page, await halves(sara.page));
  const crop = sara.page.locator('pa-crop-square');
  expect(await violations(sara.page)).toEqual([]);
  // Red is on the left. A quarter turn brings it up, and all that is seen is drawn down to it.
  await crop.locator('.turn').click();
  const box = await crop.locator('.window').boundingBox();
  if (!box) throw new Error('no window');
  const middle = box.x + box.width / 2;
  await sara.page.mouse.move(middle, box.y + 10);
  await sara.page.mouse.down();
  await sara.page.mouse.move(middle, box.y + box.height - 10, { steps: 4 });
  await sara.page.mouse.up();
  await sara.page.mouse.wheel(0, -300);
  const zoom = () => crop.locator('input').inputValue();
  await until(async () => Number(await zoom()) > 1.2, true);
  // What cannot be sent is said, and the cut stays to be tried again.
  sara.link.cut();
  await crop.locator('.primary').click();
  await sara.page.locator('pa-toast [popover]', { hasText: /./ }).waitFor();
  sara.link.restore();
  // Until the line has been found to be there again.
  await until(async () => {
    const again = crop.locator('.primary:enabled');
    await again.click({ timeout: 1000 }).catch(() => undefined);
    return await crop.count();
  }, 0);
  const onGroup = ali.page.locator('pa-chat-header pa-avatar');
  await until(() => colourOf(onGroup), 'red');
  await bubble(ali, 'سارا عکس گروه را تغییر داد').waitFor();
  await sara.page.goto(`${sara.link.url}/c/${chatId}`);
  await sara.write('آماده‌اید؟');
  await sara.page.goto(`${sara.link.url}/settings/profile`);
  await choosePicture(sara.page, await halves(sara.page));
  for (let i = 0; i < 13; i++) await sara.page.keyboard.press('ArrowRight');
  await crop.locator('.primary').click();
  await sara.page.locator('pa-avatar-edit .remove').waitFor();
  const onSara = bubble(ali, 'آماده‌اید؟').locator('pa-avatar');
  await until(() => colourOf(onSara), 'blue');
  ali.link.cut();
  await ali.page.reload();
  await until(() => colourOf(onGroup), 'red');
  await until(() => colourOf(onSara), 'blue');
  ali.link.restore();
  await ali.write('برگشتم');
  await until(
    () => ali.tick('برگشتم'),
    (tick) => ['one', 'two', 'read'].includes(tick),
  );
  await choosePicture(sara.page, await halves(sara.page));
  for (let i = 0; i < 13; i++) await sara.page.keyboard.press('ArrowLeft');
  await crop.locator('.primary').click();
  await until(() => colourOf(onSara), 'red');
  await press(sara, 'دیدن عکس سارا');
  await until(() => colourOf(sara.page.locator('pa-avatar-open pa-dialog pa-avatar')), 'red');
  await sara.page.keyboard.press('Escape');
  await sara.page.locator('pa-avatar-edit .remove').click();
  await confirm(sara, 'حذف عکس');
  await until(() => colourOf(onSara), 'none');
  expect(await onSara.locator('.face').textContent()).toContain('س');
  await until(() => colourOf(onGroup), 'red');
  await goInfo(sara, chatId);
});

test('who is removed while offline sees nothing new on return, and what they had written arrives nowhere', async () => {
  mina.link.cut();
  await mina.write('از صف مینا');
  await mina.ticks('از صف مینا', 'clock');
  await actOn(sara, 'مینا', 'بیرون کردن');
  await confirm(sara, 'بیرون کردن');
  await until(
    async () => (await sara.page.getByRole('button', { name: 'گزینه‌های مینا' }).count()) > 0,
    false,
  );
  await ali.write('بی مینا');
  await until(countShown(reza, 'بی مینا'), 1);
  mina.link.restore();
  await mina.ticks('از صف مینا', 'failed');
  await until(countShown(mina, 'جمعه می‌رویم'), 0);
  expect(await countShown(mina, 'بی مینا')()).toBe(0);
  expect([await countShown(ali, 'از صف مینا')(), await countShown(reza, 'از صف مینا')()]).toEqual([
    0, 0,
  ]);
});

test('the owner hands the group over and leaves; who stays goes on', async () => {
  await actOn(sara, 'علی', 'سپردن گروه');
  await confirm(sara, 'سپردن گروه');
  const leave = sara.page.locator('pa-group button.danger', { hasText: 'ترک گروه' });
  await until(() => leave.isEnabled(), true);
  await leave.click();
  await confirm(sara, 'ترک گروه');
  await sara.page.locator('pa-chat-list').waitFor();
  await until(() => row(sara, TITLE).count(), 0);
  await ali.write('حالا من صاحبم');
  await until(countShown(reza, 'حالا من صاحبم'), 1);
  expect(await row(sara, TITLE).count()).toBe(0);
  // A person who has left cannot be added, and returns by a link.
  await goInfo(ali, chatId);
  await sara.page.goto(sara.link.url + (await makeLink(ali)));
  await press(sara, /^پیوستن/);
  await sara.composer.waitFor();
  await bubble(sara, 'حالا من صاحبم').first().waitFor();
});
