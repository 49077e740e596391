/**
 * Tries a link into a group that also registers: made on a phone, opened by a person without an account, 360 × 740.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { violations } from '../helpers/axe.ts';
import type { Caller } from '../helpers/caller.ts';
import { until } from '../helpers/until.ts';
import { account, administrator, invitation } from './helpers/account.ts';
import { Device, launch } from './helpers/device.ts';
import { PASSWORD } from './helpers/entering.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { goInfo, press } from './helpers/screens.ts';

const TITLE = 'کوه‌نوردان';
const LABEL = 'برای کسانی که اینجا حساب ندارند هم';
const GROUP_DEAD = /پیوند گروه دیگر کار نمی‌کند/;
const INVITE_DEAD = 'این دعوت دیگر کار نمی‌کند';
let server: Executable;
let browser: Browser;
let admin: Caller;
let sara: Caller;
let chatId: string;
let phone: Device;
const devices: Device[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startExecutable({ REGISTRATION: '', AUTH_LIMIT: '1000' }),
    launch(),
  ]);
  admin = await administrator(server, 'admin', 'مدیر', { registration: 'invite', inviteQuota: 2 });
  sara = await account(server, 'sara', 'سارا', await invitation(admin));
  chatId = await groupOf(sara);
  phone = await visitor();
  await phone.signIn('sara');
  devices.length = 0;
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(async () => {
  await phone.close();
  await browser.close();
  await server.stop();
});

async function visitor(): Promise<Device> {
  const device = await Device.open(browser, server);
  devices.push(device);
  return device;
}
async function groupOf(owner: Caller): Promise<string> {
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title: TITLE, userIds: [] };
  return (await owner.post('/api/chats', body)).body.chat.id;
}
/** Makes both parts, as the screen does. */
async function linkBy(who: Caller, chat: string, terms: object = {}) {
  const made = await who.post(`/api/chats/${chat}/invites`, terms);
  const group = made.body.invite.code;
  const { body } = await who.post('/api/server/invites', { group, ...terms });
  return { group, code: body.invite.code, path: `/join/${group}#${body.invite.code}` };
}
async function open(path: string): Promise<Device> {
  const device = await visitor();
  // The address has a #, so it is loaded from another page.
  await device.page.goto(`${device.link.url}/health`);
  await device.page.goto(device.link.url + path);
  return device;
}
async function register({ page }: Device, username: string, name: string): Promise<void> {
  await page.locator('input[name=displayName]').fill(name);
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('pa-sign-in form button.primary').click();
}
const fits = ({ page }: Device) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const choice = () => phone.page.getByRole('switch', { name: LABEL });

test('a member makes one on a phone, within their quota; whoever opens it registers, and is in the group', async () => {
  await goInfo(phone, chatId);
  await press(phone, 'پیوند تازه');
  await choice().check();
  // One invitation lets one person in, and ends.
  await phone.page.getByText('۲ نفر دیگر را می‌توانید').waitFor();
  expect(await phone.page.locator('#uses').count()).toBe(0);
  expect(await phone.page.locator('#expiry option').allTextContents()).not.toContain('بدون مهلت');
  expect(await phone.page.locator('#expiry').inputValue()).toBe('week');
  expect([await violations(phone.page), await fits(phone)]).toEqual([[], true]);
  await press(phone, 'ساختن پیوند');
  const row = phone.page.locator('pa-invites li').first();
  await row.getByText('با ساختن حساب').waitFor();
  const link = (await row.locator('.link').textContent()) ?? '';
  expect(link).toMatch(/\/join\/[\w-]{22}#[\w-]{22}$/);

  const mina = await open(link.slice(phone.link.url.length));
  await mina.page.getByText(TITLE).waitFor();
  await mina.page.getByText(/سارا شما را به «پیام‌بر»/).waitFor();
  expect([await violations(mina.page), await fits(mina)]).toEqual([[], true]);
  await register(mina, 'mina', 'مینا');
  await mina.page.locator('pa-join button.primary').click();
  await mina.write('سلام!');
  expect(mina.page.url()).not.toContain('#');

  // Both parts are used up, and a person who comes late is told so of both.
  const late = await open(link.slice(phone.link.url.length));
  await late.page.getByText(GROUP_DEAD).waitFor();
  await late.page.getByText(INVITE_DEAD).waitFor();
  await late.page.locator('input[name=code]').waitFor();
  expect([await violations(late.page), await fits(late)]).toEqual([[], true]);
});

test('where one part has ended, the page says which, and the other still works', async () => {
  const noInvite = await linkBy(admin, await groupOf(admin));
  await admin.post('/api/server/invites/revoke', { code: noInvite.code });
  const first = await open(noInvite.path);
  await first.page.getByText(INVITE_DEAD).waitFor();
  await first.page.getByText(TITLE).waitFor();
  expect(await first.page.getByText(GROUP_DEAD).count()).toBe(0);

  // A person with an account takes the only place in the group.
  const noGroup = await linkBy(admin, await groupOf(admin), { uses: 1 });
  await sara.post(`/api/invites/${noGroup.group}`);
  const second = await open(noGroup.path);
  await second.page.getByText(GROUP_DEAD).waitFor();
  await second.page.getByText(/مدیر شما را به «پیام‌بر»/).waitFor();
  expect(await second.page.getByText(INVITE_DEAD).count()).toBe(0);
  await register(second, 'nima', 'نیما');
  await second.page.locator('pa-join pa-empty').getByText('این پیوند کار نمی‌کند').waitFor();
});

test('a link that is revoked lets nobody register either, and the invitation may be given to another', async () => {
  const { path } = await linkBy(sara, chatId);
  await goInfo(phone, chatId);
  const row = phone.page.locator('pa-invites li').first();
  await row.getByText('با ساختن حساب').waitFor();
  await row.getByRole('button', { name: 'باطل کردن' }).click();
  await phone.page.locator('pa-ask').getByRole('button', { name: 'باطل کردن' }).click();
  await until(() => phone.page.locator('pa-invites li').count(), 0);
  const late = await open(path);
  await late.page.getByText(INVITE_DEAD).waitFor();
  await press(phone, 'پیوند تازه');
  await choice().waitFor();
});

test('a page that is loaded anew offers it, however late the server says who may register', async () => {
  const late = Promise.withResolvers<void>();
  await phone.page.route('**/api/server', async (route) => {
    await late.promise;
    await route.continue();
  });
  await goInfo(phone, chatId);
  late.resolve();
  await press(phone, 'پیوند تازه');
  await choice().waitFor();
  await phone.page.unroute('**/api/server');
});

test('who may invite nobody to the server is not offered it, nor anybody where no invitation is needed', async () => {
  const openForm = async (instance: object): Promise<void> => {
    await admin.patch('/api/admin/server', instance);
    await goInfo(phone, chatId);
    await press(phone, 'پیوند تازه');
    await phone.page.locator('#expiry').waitFor();
  };
  const countOffered = async (instance: object): Promise<number> => {
    await openForm(instance);
    return await choice().count();
  };
  // It is offered once the server has said that it may be.
  await openForm({ inviteQuota: 2 });
  await choice().waitFor();
  // One of two is taken.
  expect(await countOffered({ inviteQuota: 1 })).toBe(0);
  expect(await countOffered({ inviteQuota: 2, registration: 'open' })).toBe(0);
  expect(await countOffered({ registration: 'closed' })).toBe(0);
});
