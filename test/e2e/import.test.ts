import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { makeOdd } from '../../scripts/legacy/odd.ts';
import { OLD_PASSWORD } from '../../scripts/legacy/old.ts';
import { Device, launch } from './helpers/device.ts';
import { EXECUTABLE, type Executable, startExecutable } from './helpers/executable.ts';

const root = mkdtempSync(join(tmpdir(), 'payambar-e2e-import-'));
const dataDir = join(root, 'new');
let server: Executable;
let browser: Browser;
let sara: Device;

beforeAll(async () => {
  makeOdd(join(root, 'old'));
  const moved = Bun.spawnSync([EXECUTABLE, 'import', join(root, 'old'), '--data-dir', dataDir]);
  expect(moved.exitCode).toBe(0);
  server = await startExecutable({ DATA_DIR: dataDir });
  browser = await launch();
  sara = await Device.open(browser, server);
});
afterAll(async () => {
  await sara?.close();
  await browser?.close();
  await server?.stop();
  rmSync(root, { recursive: true, force: true });
});

test('somebody of the older program signs in with the old password and finds everything', async () => {
  const { page } = sara;
  await page.locator('input[name=username]').fill('sara');
  await page.locator('input[name=password]').fill(OLD_PASSWORD);
  await page.locator('pa-sign-in form button.primary').click();
  await sara.openChat('علی');
  const face = page.locator('pa-chat-header pa-avatar img');
  await face.evaluate(async (img: HTMLImageElement) => await img.decode());
  expect(await face.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(64);
  // It opens where reading stopped.
  await page.locator('pa-to-end button').click();
  await page.getByText('پیام رمزشده‌ی نسخه‌ی قبلی (اینجا باز نمی‌شود)').waitFor();
  await page.getByText('۲:۱۵').waitFor();
  await page.getByText('پاسخ داده نشد').waitFor();
  const picture = page.locator('pa-attached img').first();
  await picture.scrollIntoViewIfNeeded();
  await picture.evaluate(async (img: HTMLImageElement) => await img.decode());
  const shape = await picture.evaluate((img: HTMLImageElement) => [
    img.naturalWidth,
    img.naturalHeight,
  ]);
  expect(shape).toEqual([64, 48]);
});

test('a file that a browser could run is fetched, not opened', async () => {
  const link = sara.page.locator('pa-attached a.file', { hasText: 'evil.svg' });
  const [download] = await Promise.all([sara.page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('evil.svg');
  // A picture of this device's own cache has a `blob:` address, of this origin.
  const hosts = sara.asked.map((url) => new URL(new URL(url).origin).hostname);
  expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
});
