import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { account, administrator } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { begin, bytesOf, upload } from '../../files/support.ts';
import { violations } from '../../helpers/axe.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** Tries the administrator's screens for files: who keeps how much, the largest file, the quotas. */
let server: Executable;
let browser: Browser;
let admin: Caller;
let reza: Caller;
const devices: Device[] = [];
beforeAll(async () => {
  const given = { REGISTRATION: '', SERVER_QUOTA: '50GB' };
  [server, browser] = await Promise.all([startExecutable(given), launch()]);
  admin = await administrator(server, 'sara', 'سارا', { registration: 'open' });
  reza = await account(server, 'reza', 'رضا');
  await upload(reza, bytesOf(30_000));
  for (let at = 1; at <= 10; at++) {
    const one = await account(server, `person_${at}`, `Person ${at}`);
    await upload(one, bytesOf(1000 * at, at));
  }
});
afterAll(async () => {
  for (const device of devices) await device.close();
  await browser.close();
  await server.stop();
});

async function open(path: string, language: string, username = 'sara'): Promise<Page> {
  const viewport = language === 'fa-IR' ? undefined : { width: 1280, height: 800 };
  const device = await Device.open(browser, server, { language, ...(viewport && { viewport }) });
  devices.push(device);
  await device.signIn(username);
  await device.page.goto(device.link.url + path);
  return device.page;
}

const settings = async () => (await admin.get('/api/admin/server')).body;
const save = (page: Page) => page.locator('pa-server button.primary').click();

test('the largest file and a quota, set in megabytes, hold and stand after a reload; an empty quota is none', async () => {
  const page = await open('/admin/server', 'fa-IR');
  const [file, quota] = [page.locator('#fileMaxBytes'), page.locator('#userQuotaBytes')];
  await until(() => file.inputValue(), '۲۰۰۰');
  expect(await quota.inputValue()).toBe('');
  await file.fill('۱۲');
  await quota.fill('1500');
  await page.locator('#userQuotaBytes-note', { hasText: '۱٫۵ گیگابایت' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await save(page);
  await until(settings, ({ userQuotaBytes }) => userQuotaBytes === 1_500_000_000);
  expect(await settings()).toMatchObject({ fileMaxBytes: 12_000_000, serverQuotaBytes: 50e9 });
  expect((await begin(reza, { length: 12_000_001 })).body.error.code).toBe('files_too_large');
  await page.reload();
  await until(() => file.inputValue(), '۱۲');
  expect(await quota.inputValue()).toBe('۱۵۰۰');
  await quota.fill('');
  await save(page);
  await until(settings, ({ userQuotaBytes }) => userQuotaBytes === null);
  await page.goto(`${new URL(page.url()).origin}/admin/log`);
  const acts = page.locator('pa-audit li', { hasText: 'تنظیمات سرور را تغییر داد' });
  await acts.filter({ hasText: 'سهم هر کس از فضای فایل‌ها: بی‌سقف' }).waitFor();
  await acts.filter({ hasText: /بزرگ‌ترین فایل: .*۱۲ مگابایت/ }).waitFor();
});

test('what is no number is told the range and not saved; what the start has set cannot be changed', async () => {
  const page = await open('/admin/server', 'en-GB');
  const quota = page.locator('#userQuotaBytes');
  await quota.fill('-5');
  await page
    .locator('#userQuotaBytes-note[role=alert]', { hasText: 'from 0 to 999,999,999' })
    .waitFor();
  expect(await page.locator('pa-server [role=alert]').count()).toBe(1);
  const fixed = page.locator('#serverQuotaBytes');
  expect([await fixed.inputValue(), await fixed.isDisabled()]).toEqual(['50000', true]);
  await page.locator('#serverQuotaBytes-note', { hasText: '50 GB' }).waitFor();
});

test('the overview names the ten who keep most, the most first, and each leads to their account', async () => {
  const page = await open('/admin', 'en-GB');
  const people = page.locator('pa-server-storage a.row');
  await people.first().waitFor();
  const names = await people.locator('.name').allTextContents();
  const expected = Array.from({ length: 9 }, (_, at) => `Person ${10 - at}`);
  expect(names).toEqual(['رضا', ...expected]);
  await page.locator('pa-server-storage .facts', { hasText: '85 kB' }).waitFor();
  expect(await violations(page)).toEqual([]);
  // Somebody keeps more by now: the numbers follow the rest of the page.
  await upload(reza, bytesOf(15_000, 99));
  await page.locator('pa-overview').getByRole('button', { name: 'Refresh' }).click();
  await people.first().locator('.bytes', { hasText: '45 kB' }).waitFor();
  await people.nth(1).click();
  const sheet = page.locator('pa-account-sheet', { hasText: '@person_10' });
  await sheet.locator('.acts').waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/admin\/users\/.+/);
  await page.keyboard.press('Escape');
  await sheet.locator('.acts').waitFor({ state: 'detached' });
  await until(() => page.evaluate(() => history.state.overlay ?? null), null);
  // Loaded anew, the list stays what was left: the address does not open the sheet again.
  await until(async () => new URL(page.url()).pathname, '/admin/users');
  await page.goBack();
  await people.first().waitFor();
});

test('who is no administrator gets neither the screens nor a sheet', async () => {
  const sheet = `/admin/users/${reza.user.id}`;
  // The premise: the address opens the sheet to who may see it.
  const own = await open(sheet, 'en-GB');
  await own.locator('pa-account-sheet', { hasText: '@reza' }).locator('.acts').waitFor();
  const page = await open('/admin', 'en-GB', 'reza');
  for (const path of ['/admin', '/admin/server', sheet]) {
    await page.goto(new URL(page.url()).origin + path);
    await page.locator('pa-admin pa-empty').waitFor();
    const seen = page.locator('pa-server-storage, pa-server, pa-accounts, pa-account-sheet');
    expect(await seen.count()).toBe(0);
  }
  expect((await admin.get('/api/admin/storage')).status).toBe(200);
  expect((await reza.get('/api/admin/storage')).status).toBe(404);
});
