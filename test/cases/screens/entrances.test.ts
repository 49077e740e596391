import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { administrator, invitation, setupPath } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** Tries what a person sees who comes from outside: by a link, or for the first time. */
let server: Executable;
let browser: Browser;
let admin: Caller;
const devices: Device[] = [];
beforeAll(async () => {
  [server, browser] = await Promise.all([startExecutable(), launch()]);
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
/** Goes through another page: an address with # is then loaded instead of only changed. */
const reload = async (device: Device, path: string) => {
  await go(device, '/health');
  await go(device, path);
};
const stepTitle = (device: Device) => () => device.page.locator('pa-setup .title').textContent();

test('the set-up page keeps its secret when it is loaded again, and its steps are entries of the history', async () => {
  const device = await visitor();
  const { page } = device;
  const path = await setupPath(server);
  await reload(device, path);
  await page.locator('input[name=displayName]').waitFor();
  // The focus begins in the first field, where there are real keys.
  await until(
    () => page.evaluate(() => document.activeElement?.getAttribute('name')),
    'displayName',
  );
  await page.reload();
  const first = await stepTitle(device)();
  await page.locator('input[name=displayName]').fill('سارا');
  await page.locator('input[name=username]').fill('sara');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('pa-setup button.primary').click();
  await page.locator('#server').fill('خانه‌ی سارا');
  const second = await stepTitle(device)();
  await page.locator('pa-setup button.primary').click();
  await page.locator('[name=registration]').first().waitFor();
  await page.goBack();
  await until(stepTitle(device), second);
  await page.goBack();
  await until(stepTitle(device), first);
  expect(await page.locator('input[name=displayName]').inputValue()).toBe('سارا');
  await page.goForward();
  await until(stepTitle(device), second);
  expect(await page.locator('#server').inputValue()).toBe('خانه‌ی سارا');
  // None of this has made an account.
  expect((await (await fetch(`${server.url}/api/server`)).json()).setup).toBe(true);
});

test('an invitation stays with its page until it is used: loaded again, and by its address in another browser', async () => {
  admin = await administrator(server, 'sara', 'سارا', { registration: 'invite' });
  const device = await visitor();
  await reload(device, `/i#${await invitation(admin)}`);
  await device.page.getByText(/سارا.+شما را به/).waitFor();
  await device.page.reload();
  await device.page.getByText(/سارا.+شما را به/).waitFor();
  // Another app hands the browser the address that stands there now.
  const other = await visitor();
  await reload(other, device.page.url().slice(device.link.url.length));
  await other.page.getByText(/سارا.+شما را به/).waitFor();
  await other.page.locator('input[name=displayName]').fill('نیما');
  await other.page.locator('input[name=username]').fill('nima');
  await other.page.locator('input[name=password]').fill(PASSWORD);
  await other.page.locator('pa-sign-in form button.primary').click();
  await other.page.locator('pa-chat-list').waitFor();
  expect(
    await other.page.evaluate(() => location.href + JSON.stringify(history.state)),
  ).not.toMatch(/[\w-]{22}/);
});

test('a link for a new password keeps its secret when it is loaded again, and out of the address', async () => {
  const { body } = await admin.get('/api/users/nima');
  const made = await admin.post(`/api/admin/users/${body.user.id}/reset`);
  const device = await visitor();
  await reload(device, made.body.link?.path ?? made.body.path);
  await device.page.locator('input[name=password]').waitFor();
  await device.page.reload();
  await device.page.locator('input[name=password]').fill(`${PASSWORD} تازه`);
  expect(new URL(device.page.url()).hash).toBe('');
  await device.page.locator('pa-reset button.primary').click();
  await device.page.locator('pa-chat-list').waitFor();
});

test('the sign-in page says what to do about a forgotten password', async () => {
  const device = await visitor();
  await device.page.getByText('گذرواژه را فراموش کرده‌اید؟').click();
  await device.page.getByText(/مدیر این سرور می‌تواند/).waitFor();
});

test.each([
  ['en-GB', 'en'],
  ['en-US', 'en'],
  ['fa-IR', 'fa'],
  ['fa', 'fa'],
  ['de-DE', 'fa'],
] as const)('the first visit of a browser that asks for %s is in %s', async (locale, language) => {
  const device = await visitor({ language: locale });
  await device.page.locator('pa-sign-in form').waitFor();
  expect(await device.page.evaluate(() => document.documentElement.lang)).toBe(language);
  // The language that is chosen on the device comes before the one that its browser asks for.
  await device.page.locator('footer button').click();
  const chosen = language === 'fa' ? 'en' : 'fa';
  await until(() => device.page.evaluate(() => document.documentElement.lang), chosen);
  await device.page.reload();
  await device.page.locator('pa-sign-in form').waitFor();
  expect(await device.page.evaluate(() => document.documentElement.lang)).toBe(chosen);
});
