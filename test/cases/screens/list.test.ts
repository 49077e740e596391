import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { account } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { bubble, row } from '../../e2e/helpers/screens.ts';
import type { Caller } from '../../helpers/caller.ts';
import { direct, say } from '../../helpers/cast.ts';
import { until } from '../../helpers/until.ts';

/** Tries the list of chats and what can be done with one: by Back, by its menu, by keys. */
const DESK = { viewport: { width: 1280, height: 800 } };
let server: Executable;
let browser: Browser;
const devices: Device[] = [];
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startExecutable({ REGISTRATION: 'open', INVITE_QUOTA: '3' }),
    launch(),
  ]);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

let count = 0;
async function reader(options: Parameters<typeof Device.open>[2] = {}) {
  const username = `reader_${++count}`;
  const api = await account(server, username, 'خواننده');
  const device = await Device.open(browser, server, options);
  devices.push(device);
  await device.signIn(username);
  return { api, username, device };
}
/** Makes a chat in which both have written. */
async function talk(with_: Caller, name: string, ...texts: string[]): Promise<string> {
  const other = await account(server, `other_${++count}`, name);
  const chatId = await direct(other, with_);
  for (const text of texts) await say(other, chatId, text);
  await say(with_, chatId, 'بله');
  return chatId;
}
const folderBar = (device: Device) =>
  device.page.locator('pa-chat-list header h1:not(.visually-hidden)');
const more = (device: Device) =>
  device.page.locator('pa-chat-header button[aria-haspopup=menu]').click();
const item = (device: Device, name: string | RegExp) => device.page.getByRole('menuitem', { name });

test('Back leads out of the archive to the list, and out of a chat of the archive into the archive', async () => {
  const { api, device } = await reader();
  const chatId = await talk(api, 'بایگانی‌شده', 'سلام');
  await talk(api, 'دیگری', 'سلام');
  await api.patch(`/api/chats/${chatId}/settings`, { archived: true });
  await device.page.locator('pa-chat-list .folder').click();
  await folderBar(device).waitFor();
  await device.openChat('بایگانی‌شده');
  await device.page.goBack();
  await folderBar(device).waitFor();
  await device.page.goBack();
  await row(device, 'دیگری').waitFor();
  expect(await folderBar(device).count()).toBe(0);
  // A page that is loaded again is still where it was.
  await device.page.locator('pa-chat-list .folder').click();
  await folderBar(device).waitFor();
  await device.page.reload();
  await folderBar(device).waitFor();
});

test('when the last request is accepted the list is not left in empty requests', async () => {
  const { api, device } = await reader();
  const other = await account(server, `other_${++count}`, 'ناشناس');
  await say(other, await direct(other, api), 'می‌شود؟');
  await device.accept('ناشناس');
  await device.page.goBack();
  await row(device, 'ناشناس').waitFor();
  expect(await folderBar(device).count()).toBe(0);
});

test('Back ends the selection and leaves the chat open', async () => {
  const { api, device } = await reader();
  await talk(api, 'دوست', 'یک', 'دو');
  await device.openChat('دوست');
  await more(device);
  await item(device, 'انتخاب پیام‌ها').click();
  await device.page.locator('.selection').waitFor();
  await bubble(device, 'یک').click();
  await until(
    () => device.page.locator('.selection .count').textContent(),
    (text) => /۱/.test(text ?? ''),
  );
  await device.page.goBack();
  await device.page.locator('.selection').waitFor({ state: 'detached' });
  expect(await device.texts()).toContain('یک');
  await device.page.goBack();
  await row(device, 'دوست').waitFor();
});

test('the menu of an open chat has what can be done with it, and does it', async () => {
  const { api, device } = await reader();
  const chatId = await talk(api, 'دوست', 'یک');
  await device.openChat('دوست');
  await more(device);
  // The code of the menu comes when it is first asked for.
  await until(
    () => device.page.getByRole('menuitem').count(),
    (items) => items >= 10,
  );
  await item(device, 'بی‌صدا کردن').click();
  await item(device, /برای همیشه|همیشه/).click();
  const own = async () => (await api.get(`/api/chats/${chatId}`)).body.chat.settings;
  await until(async () => (await own()).mutedUntil !== null, true);
  await more(device);
  await item(device, 'مسدود کردن').click();
  await device.page.locator('pa-ask').getByRole('button', { name: 'مسدود کردن' }).click();
  await until(async () => (await own()).blocked, true);
  await device.page.locator('.closed').waitFor();
});

test('the owner deletes a group from its menu after a question; who was in it loses it, who was not is offered nothing', async () => {
  const { api, device } = await reader();
  const member = await reader();
  const userIds = [member.api.user.id];
  const made = await api.post('/api/chats', { kind: 'group', title: 'سفر', userIds });
  await say(api, made.body.chat.id, 'برنامه');
  await member.api.put(`/api/chats/${made.body.chat.id}/accepted`);
  await member.device.openChat('سفر');
  await more(member.device);
  await item(member.device, 'ترک گروه').waitFor();
  expect(await item(member.device, 'حذف گروه برای همه').count()).toBe(0);
  await member.device.page.keyboard.press('Escape');
  await device.openChat('سفر');
  await more(device);
  await item(device, 'حذف گروه برای همه').waitFor();
  // What takes the chat off one's own list stands apart from that, and is not red.
  const items = await device.page.getByRole('menuitem').allInnerTexts();
  expect(items.map((text) => text.trim()).at(-1)).toBe('حذف گروه برای همه');
  expect(items.join()).not.toContain('حذف گفتگو');
  const danger = device.page.locator('pa-row-menu [role=menuitem].danger');
  expect((await danger.allInnerTexts()).map((text) => text.trim())).toEqual(['حذف گروه برای همه']);
  await item(device, 'حذف از فهرست من').click();
  await device.page.getByText('عضو گروه می‌مانید', { exact: false }).waitFor();
  await device.page.getByRole('button', { name: 'انصراف' }).click();
  await more(device);
  await item(device, 'حذف گروه برای همه').click();
  await device.page
    .locator('pa-ask')
    .getByText(/برای همه/)
    .first()
    .waitFor();
  await device.page.locator('pa-ask').getByRole('button', { name: 'حذف گروه برای همه' }).click();
  await device.page.locator('pa-chat-list').waitFor();
  await until(() => row(device, 'سفر').count(), 0);
  await member.device.page.locator('pa-empty.missing').waitFor();
  await until(() => row(member.device, 'سفر').count(), 0);
});

test('the main menu has a new group, night mode, the archive and invitations', async () => {
  const { api, device } = await reader();
  await talk(api, 'دیگری', 'سلام');
  await api.patch(`/api/chats/${await talk(api, 'آرشیو', 'سلام')}/settings`, { archived: true });
  const open = () => device.page.locator('pa-main-menu button[aria-haspopup=menu]').click();
  await device.page.locator('pa-chat-list .folder').waitFor();
  await open();
  await item(device, 'حالت شب').click();
  await until(() => device.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await open();
  await item(device, 'بایگانی').click();
  await folderBar(device).waitFor();
  await device.page.goBack();
  await open();
  await item(device, 'دعوت از دیگران').click();
  await until(() => new URL(device.page.url()).pathname, '/settings/invites');
  await device.page.goBack();
  await open();
  await item(device, /گروه/).click();
  await until(() => new URL(device.page.url()).pathname, '/new/group');
});

test('keys lead to a chat, through the list, to the search, and to their own list', async () => {
  const { api, device } = await reader(DESK);
  const first = await talk(api, 'نخست', 'سلام');
  const second = await talk(api, 'دوم', 'سلام');
  await account(server, `hidden_${++count}`, 'پنهان شهر');
  const { page } = device;
  const at = () => new URL(page.url()).pathname;
  await row(device, 'دوم').waitFor();
  const field = page.locator('pa-jump input');
  // The keys are heard once their code has come, which is after the list is drawn.
  await until(async () => {
    await page.keyboard.press('Control+KeyK');
    return await page.locator('pa-jump input:focus').count();
  }, 1);
  await field.fill('نخست');
  await page.locator('pa-jump .row', { hasText: 'نخست' }).waitFor();
  await page.keyboard.press('Enter');
  await until(at, `/c/${first}`);
  await page.locator('pa-jump').waitFor({ state: 'detached' });
  // The keys go through the list, in which the newest stands first; while one writes, too.
  await device.composer.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await until(at, `/c/${second}`);
  await page.keyboard.press('Alt+ArrowDown');
  await until(at, `/c/${first}`);
  await device.composer.focus();
  await page.keyboard.press('Control+KeyK');
  await field.fill('پنهان');
  await page.locator('pa-jump .row', { hasText: 'پنهان شهر' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('pa-jump').waitFor({ state: 'detached' });
  expect(at()).toBe(`/c/${first}`);
  await page.keyboard.press('Control+Slash');
  await page.locator('pa-keys kbd', { hasText: 'Ctrl+K' }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('pa-keys').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+KeyF');
  await until(at, '/search');
  expect(new URL(page.url()).searchParams.get('in')).toBe(first);
});
