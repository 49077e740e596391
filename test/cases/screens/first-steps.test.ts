import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { account, administrator, invitation } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { goHome } from '../../e2e/helpers/screens.ts';
import { violations } from '../../helpers/axe.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** On a server that registers by invitation: what a stranger, a newcomer and the administrator begin with. */
let server: Executable;
let browser: Browser;
let admin: Caller;
const devices: Device[] = [];
beforeAll(async () => {
  [server, browser] = await Promise.all([startExecutable({ REGISTRATION: '' }), launch()]);
  admin = await administrator(server, 'sara', 'سارا محمدی', { registration: 'invite' });
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function visitor(options: Parameters<typeof Device.open>[2] = {}): Promise<Device> {
  const device = await Device.open(browser, server, options);
  devices.push(device);
  return device;
}
const go = (device: Device, path: string) => device.page.goto(device.link.url + path);
const menu = async (device: Device): Promise<string[]> => {
  await device.page.locator('pa-main-menu button[aria-haspopup=menu]').click();
  return (await device.page.getByRole('menuitem').allInnerTexts()).map((text) => text.trim());
};
const standing = (device: Device) =>
  device.page.waitForResponse((answer) => answer.url().endsWith('/api/server/invites/state'));

test.each([
  ['fa-IR', /برای دیدن نمایه‌ی.+@sara.+وارد شوید/],
  ['en-GB', /Sign in or register to see the profile of.+@sara/],
] as const)(
  'a visitor of a profile (%s) is told to sign in, and then sees it',
  async (language, words) => {
    await account(server, `reader_${language.slice(0, 2)}`, 'خواننده', await invitation(admin));
    const device = await visitor({ language });
    await go(device, '/u/sara');
    await device.page.locator('pa-sign-in .notice').getByText(words).waitFor();
    expect(await device.page.locator('pa-profile').count()).toBe(0);
    expect(await violations(device.page)).toEqual([]);
    // For a username that does not exist the page says the same.
    await go(device, '/u/nobody');
    await device.page.locator('pa-sign-in .notice').getByText('@nobody').waitFor();
    await go(device, '/u/sara');
    await device.page.locator('input[name=username]').fill(`reader_${language.slice(0, 2)}`);
    await device.page.locator('input[name=password]').fill(PASSWORD);
    await device.page.locator('pa-sign-in form button.primary').click();
    await device.page.locator('pa-profile .handle', { hasText: '@sara' }).waitFor();
    expect(new URL(device.page.url()).pathname).toBe('/u/sara');
  },
);

test('a page that was opened while everybody could register shows the sign-in, and no error, once nobody can', async () => {
  await admin.patch('/api/admin/server', { registration: 'open' });
  const device = await visitor();
  await go(device, '/u/sara');
  await device.page.locator('pa-profile .handle').waitFor();
  await admin.patch('/api/admin/server', { registration: 'invite' });
  await device.page.evaluate(() => {
    history.pushState({ depth: 1 }, '', '/u/ali');
    dispatchEvent(new PopStateEvent('popstate', { state: { depth: 1 } }));
  });
  await device.page.locator('pa-sign-in .notice').getByText('@ali').waitFor();
});

test('whoever came by an invitation is led to who sent it; whoever may invite nobody is not offered to', async () => {
  const device = await visitor();
  await go(device, '/health');
  await go(device, `/i#${await invitation(admin)}`);
  await device.page.locator('input[name=displayName]').fill('نیما');
  await device.page.locator('input[name=username]').fill('nima');
  await device.page.locator('input[name=password]').fill(PASSWORD);
  await device.page.locator('pa-sign-in form button.primary').click();
  await device.page.getByText('سارا محمدی شما را به این سرور دعوت کرده است').waitFor();
  expect(await violations(device.page)).toEqual([]);
  expect(await menu(device)).not.toContain('دعوت از دیگران');
  await device.page.keyboard.press('Escape');
  const known = standing(device);
  await go(device, '/settings');
  await known;
  await device.page.getByRole('link', { name: 'درباره‌ی برنامه' }).waitFor();
  expect(await device.page.locator('a[href="/settings/invites"]').count()).toBe(0);
  await goHome(device);
  await device.page.getByRole('button', { name: 'نوشتن به سارا محمدی' }).click();
  await device.write('سلام، آمدم');
  await until(async () => (await admin.get('/api/chats')).body.chats.length, 1);
  // It is no request: the two know each other by the invitation.
  expect((await admin.get('/api/chats')).body.chats[0].settings.request).toBeFalsy();
});

test('a member who may invite is offered it in the menu, the settings and the empty list', async () => {
  const nima = (await admin.get('/api/users/nima')).body.user;
  await admin.patch(`/api/admin/users/${nima.id}`, { inviteQuota: 2 });
  const device = await visitor();
  await device.signIn('nima');
  await until(() => menuOf(device), true);
  await go(device, '/settings');
  await device.page.locator('a[href="/settings/invites"]').waitFor();
});
async function menuOf(device: Device): Promise<boolean> {
  const items = await menu(device);
  await device.page.keyboard.press('Escape');
  return items.includes('دعوت از دیگران');
}

test('an administrator of an empty server is offered to invite people first', async () => {
  const other = await startExecutable({ REGISTRATION: '' });
  try {
    await administrator(other, 'reza', 'رضا', { registration: 'invite' });
    const device = await Device.open(browser, other, { language: 'en-GB' });
    devices.push(device);
    await device.signIn('reza');
    const first = device.page.locator('pa-empty-list .primary');
    await until(async () => (await first.textContent())?.trim(), 'Invite people');
    expect(await first.getAttribute('href')).toBe('/settings/invites');
    await device.page.getByText('Once they have registered').waitFor();
  } finally {
    await other.stop();
  }
});
