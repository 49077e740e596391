import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { setupPath } from './helpers/account.ts';
import { Device, launch } from './helpers/device.ts';
import { PASSWORD } from './helpers/entering.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';

/** Sara has just started a server of her own; Nima and Mina come by her links, on devices of their own. */
let server: Executable;
let browser: Browser;
let sara: Device;
let nima: Device;
let mina: Device;

beforeAll(async () => {
  server = await startExecutable({ REGISTRATION: '' });
  browser = await launch();
  [sara, nima, mina] = await Promise.all([
    Device.open(browser, server),
    Device.open(browser, server),
    Device.open(browser, server),
  ]);
});
afterAll(async () => {
  await Promise.all([sara, nima, mina].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

const go = (device: Device, path: string) => device.page.goto(device.link.url + path);
const linkOn = async (page: Page): Promise<string> =>
  new URL((await page.locator('pa-link-card .link').textContent()) ?? '').hash;
const button = (device: Device, name: string | RegExp) =>
  device.page.getByRole('button', { name, exact: typeof name === 'string' });
/** Goes through another page, so that the app starts again: a changed # alone would not reload it. */
const reload = async (device: Device, path: string): Promise<void> => {
  await go(device, '/health');
  await go(device, path);
};

let invite = '';

test('a server that nobody runs says where its link stands, and to a wrong one how to get another', async () => {
  await sara.page.getByText('هنوز مدیر ندارد').click();
  expect(await sara.page.locator('details code').textContent()).toBe('payambar user setup-link');
  await reload(sara, `/setup#${'x'.repeat(22)}`);
  await sara.page.getByText('این پیوند دیگر کار نمی‌کند').waitFor();
  expect(await sara.page.locator('.dead code').textContent()).toBe('payambar user setup-link');
});

test('the link of the log makes the administrator, names the instance, and hands out the first invitation', async () => {
  await reload(sara, await setupPath(server));
  await sara.page.locator('input[name=displayName]').fill('سارا');
  // The secret has left the address before anything was sent.
  expect(new URL(sara.page.url()).hash).toBe('');
  await sara.page.locator('input[name=username]').fill('sara');
  await sara.page.locator('input[name=password]').fill(PASSWORD);
  await button(sara, 'ادامه').click();
  await sara.page.locator('#server').fill('خانه‌ی سارا');
  await sara.page.locator('.dot.lapis').click();
  await button(sara, 'ادامه').click();
  expect(await sara.page.locator('[name=registration]:checked').getAttribute('value')).toBe(
    'invite',
  );
  await button(sara, 'شروع').click();
  await sara.page.locator('pa-qr').waitFor();
  invite = await linkOn(sara.page);
  await button(sara, 'رفتن به گفتگوها').click();
  await sara.page.locator('pa-chat-list').waitFor();
  const info = await (await fetch(`${server.url}/api/server`)).json();
  expect(info).toMatchObject({
    name: 'خانه‌ی سارا',
    colour: 'lapis',
    registration: 'invite',
    setup: false,
  });
  expect(await sara.page.evaluate(() => document.documentElement.dataset.colour)).toBe('lapis');
});

test('the same link opens nothing a second time', async () => {
  await reload(mina, await setupPath(server));
  await mina.page.getByText('این پیوند دیگر کار نمی‌کند').waitFor();
});

test('who has the invitation sees whose it is and comes in; who has none is asked for one', async () => {
  await reload(mina, '/');
  await button(mina, 'ثبت‌نام').click();
  await mina.page.locator('#code').fill('نه');
  await button(mina, 'ادامه').click();
  await mina.page.getByText('پیوند یا کد دعوت درست نیست').waitFor();
  expect(await mina.page.locator('input[name=username]').count()).toBe(0);
  for (const [device, username, name] of [
    [nima, 'nima', 'نیما'],
    [mina, 'mina', 'مینا'],
  ] as const) {
    await reload(device, `/i${invite}`);
    await device.page.getByText(/سارا.+شما را به.+خانه‌ی سارا/).waitFor();
    // The link stays in the address until it is used: another app hands on nothing but the address.
    expect(new URL(device.page.url()).hash).toBe(invite);
    await device.page.locator('input[name=displayName]').fill(name);
    await device.page.locator('input[name=username]').fill(username);
    await device.page.locator('input[name=password]').fill(PASSWORD);
    await device.page.locator('pa-sign-in form button.primary').click();
    await device.page.locator('pa-chat-list').waitFor();
    const { pathname, hash } = new URL(device.page.url());
    expect([pathname, hash]).toEqual(['/', '']);
  }
});

test('to who does not run the instance its administration is a page that is not there', async () => {
  await go(nima, '/admin/users');
  await nima.page.getByText('چنین صفحه‌ای نیست').waitFor();
  expect(await nima.page.locator('pa-accounts').count()).toBe(0);
  await go(sara, '/admin/users');
  await until(() => sara.page.locator('pa-accounts .row').count(), 3);
});

test('who deletes their account stays as a deleted account in the other’s chat', async () => {
  await go(nima, '/');
  await nima.talkTo('mina');
  await nima.write('خداحافظ مینا');
  await nima.ticks('خداحافظ مینا', 'one');
  await mina.accept('نیما');
  await go(nima, '/settings/account');
  await nima.page.locator('pa-account-data .danger').first().click();
  await nima.page.locator('#current').fill('نادرست است');
  await nima.page.locator('pa-account-data form .danger').click();
  await nima.page.getByText('گذرواژه درست نیست').waitFor();
  await nima.page.locator('#current').fill(PASSWORD);
  await nima.page.locator('pa-account-data form .danger').click();
  await nima.page.locator('pa-sign-in').waitFor();
  await mina.page.locator('pa-chat-header', { hasText: 'حساب حذف‌شده' }).waitFor();
  // The person ended this session, so there is nothing to say about it.
  expect(await nima.page.locator('pa-sign-in [role=alert]').count()).toBe(0);
  await mina.shows(['خداحافظ مینا']);
});

test('whom the administrator disables is told so in the open app, and is signed out', async () => {
  await go(sara, '/admin/users');
  await sara.page.locator('pa-accounts .row', { hasText: 'مینا' }).click();
  await button(sara, 'غیرفعال کردن حساب').click();
  await button(sara, 'غیرفعال کردن حساب').click();
  await mina.page.getByText('این حساب غیرفعال شده است').waitFor();
  expect(await mina.page.locator('pa-chat').count()).toBe(0);
  await sara.page.locator('pa-accounts .row', { hasText: 'غیرفعال' }).waitFor();
  await go(sara, '/admin/log');
  await sara.page.locator('pa-audit li', { hasText: 'حساب را غیرفعال کرد' }).waitFor();
});

test('a link for a new password signs its person in with it', async () => {
  await go(sara, '/admin/users');
  await sara.page.locator('pa-accounts .row', { hasText: 'مینا' }).click();
  await button(sara, 'فعال کردن حساب').click();
  await sara.page.getByText('پیوند گذرواژه‌ی تازه').click();
  const secret = await linkOn(sara.page);
  await reload(mina, `/reset${secret}`);
  await mina.page.locator('input[name=password]').fill('یک گذرواژه‌ی دیگر');
  await mina.page.locator('pa-reset form .primary').click();
  await mina.page.locator('pa-chat-list a.chat', { hasText: 'حساب حذف‌شده' }).click();
  await mina.shows(['خداحافظ مینا']);
});
