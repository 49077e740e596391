import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { account } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { row } from '../../e2e/helpers/screens.ts';
import type { Caller } from '../../helpers/caller.ts';
import { direct, say } from '../../helpers/cast.ts';
import { until } from '../../helpers/until.ts';

/** Without a connection each screen shows what the device knows, and that there is none. */
const KNOWN = 'این‌ها چیزهایی است که این دستگاه می‌داند';
let server: Executable;
let browser: Browser;
let sara: Caller;
let ali: Caller;
let device: Device;
beforeAll(async () => {
  [server, browser] = await Promise.all([startExecutable({ AUTH_LIMIT: '1000' }), launch()]);
  sara = await account(server, 'sara', 'سارا');
  ali = await account(server, 'ali', 'علی کیانی');
  const nima = await account(server, 'nima', 'نیما صدر');
  await account(server, 'nobody', 'ناشناس');
  device = await Device.open(browser, server);
  await device.signIn('sara');
  await say(ali, await direct(ali, sara), 'سلام سارا');
  const userIds = [sara.user.id, nima.user.id];
  const made = await ali.post('/api/chats', { kind: 'group', title: 'کوه', userIds });
  await sara.put(`/api/chats/${made.body.chat.id}/accepted`);
  await say(nima, made.body.chat.id, 'من هم می‌آیم');
  await row(device, 'کوه').waitFor();
  await device.page.goto(`${device.link.url}/settings/sessions`);
  await device.page.locator('pa-sessions li').first().waitFor();
  // The next start must find the app's files on the device.
  await device.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  device.link.cut();
});
afterAll(async () => {
  await device.close();
  await browser.close();
  await server.stop();
});
const go = (path: string) => device.page.goto(device.link.url + path);

test('the devices as they were last named, again after a reload, and the line above them', async () => {
  await go('/settings/sessions');
  const shown = device.page.locator('pa-sessions li');
  await until(() => shown.count(), 2);
  await device.page.locator('pa-sessions').getByText(KNOWN).waitFor();
  expect(await device.page.locator('pa-sessions pa-empty').count()).toBe(0);
});

test('people and messages that the device holds are found, and others are not made up', async () => {
  await go('/search');
  const field = device.page.locator('pa-search input');
  await field.fill('صدر');
  await device.page.locator('pa-search li', { hasText: 'نیما صدر' }).waitFor();
  await device.page.locator('pa-search').getByText(KNOWN).waitFor();
  await field.fill('nim');
  await device.page.locator('pa-search li', { hasText: '@nima' }).waitFor();
  await field.fill('سلام');
  await device.page.locator('pa-search mark').first().waitFor();
  await field.fill('ناشناس');
  await device.page.locator('pa-search pa-empty[role=status]').waitFor();
  await go('/new');
  await device.page.locator('pa-new-chat input').fill('کیانی');
  await device.page.locator('pa-new-chat li', { hasText: 'علی کیانی' }).waitFor();
});

test.each(['ali', 'nima', 'sara'])(
  'the profile of %s, whom the device has met, on a cold start too',
  async (name) => {
    await go(`/u/${name}`);
    await device.page.locator('pa-profile .handle', { hasText: `@${name}` }).waitFor();
    expect(await device.page.locator('pa-profile pa-empty').count()).toBe(0);
  },
);

test('a profile that it does not know says that there is no connection; all is new again with it', async () => {
  await go('/u/nobody');
  await device.page.locator('pa-profile pa-empty').waitFor();
  await go('/settings/sessions');
  await device.page.locator('pa-sessions').getByText(KNOWN).waitFor();
  await account(server, 'mina', 'مینا');
  device.link.restore();
  await device.page.locator('pa-sessions').getByText(KNOWN).waitFor({ state: 'detached' });
  expect(await device.page.locator('pa-sessions li').count()).toBe(2);
});
