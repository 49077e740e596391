/**
 * Tries the installed app: the executable and a Chromium with a profile on disk (a private window cannot install).
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { until } from '../helpers/until.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { type Front, openFront } from './helpers/front.ts';

const profile = mkdtempSync(join(tmpdir(), 'payambar-profile-'));
let executable: Executable;
let front: Front;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  executable = await startExecutable();
  front = openFront(executable.url);
  context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--headless=new'],
    locale: 'fa-IR',
    viewport: { width: 1280, height: 800 },
    timeout: PATIENCE_MS,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto(front.url);
  // The cookie signs in, as after a registration on the screen.
  const status = await page.evaluate(async () => {
    const form = { username: 'sara', password: 'گذرواژهٔ دراز ۱۲', displayName: 'سارا' };
    const answer = await fetch('/api/auth/register', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-payambar-client': 'web' },
      body: JSON.stringify(form),
    });
    return answer.status;
  });
  expect(status).toBe(201);
  await page.goto(front.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});

afterAll(async () => {
  await context.close();
  await front.close();
  await executable.stop();
  rmSync(profile, { recursive: true, force: true });
});

type Shortcuts = { shortcuts: { name: string }[] };

test('Chromium finds nothing in the way of installing the app, which is one app in both languages', async () => {
  const session = await context.newCDPSession(page);
  const seen = async () => {
    const { url, errors, data = '{}' } = await session.send('Page.getAppManifest');
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect([errors, installabilityErrors]).toEqual([[], []]);
    const { appId } = await session.send('Page.getAppId');
    const { shortcuts }: Shortcuts = JSON.parse(data);
    return { url: url.slice(front.url.length), appId, shortcut: shortcuts[0]?.name };
  };
  const persian = await seen();
  expect(persian).toMatchObject({
    url: '/manifest.webmanifest?lang=fa',
    shortcut: 'گفتگوی تازه',
  });
  await page.goto(`${front.url}/settings/appearance`);
  await page.getByRole('radio', { name: 'English' }).click();
  await until(async () => (await seen()).url, '/manifest.webmanifest?lang=en');
  expect(await seen()).toMatchObject({ appId: persian.appId, shortcut: 'New chat' });
  await page.getByRole('radio', { name: 'فارسی' }).click();
  await until(seen, persian);
  await page.goto(front.url);
});

test('nothing of the API is in a cache', async () => {
  const kept = await page.evaluate(async () => {
    const requests = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
    return (await Promise.all(requests)).flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/index.html');
  // These are needed only to install the app, and then there is a server.
  expect(kept.filter((path) => /manifest|screenshots/.test(path))).toEqual([]);
  expect(kept.filter((path) => path.startsWith('/api') || path === '/ws')).toEqual([]);
});

test('without a server the app opens, at a deep link too', async () => {
  await front.close();
  await page.goto(`${front.url}/new`);
  await page.locator('pa-app').getByRole('main').first().waitFor();
  const answer = await page.evaluate(() =>
    fetch('/api/server').then(
      () => 'answered',
      () => 'failed',
    ),
  );
  expect(answer).toBe('failed');
  front.open();
});

test('an update waits until it is agreed to, then the page reloads once', async () => {
  await page.goto(front.url);
  let loads = 0;
  page.on('load', () => {
    loads++;
  });
  front.changeWorker();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const agree = page.getByRole('button', { name: 'به‌روزرسانی' });
  await agree.waitFor();
  expect(loads).toBe(0);
  const loaded = page.waitForEvent('load');
  await agree.click();
  await loaded;
  await page.waitForFunction(
    async () => (await navigator.serviceWorker.getRegistration())?.waiting === null,
  );
  await page.locator('pa-app').getByRole('main').first().waitFor();
  expect(loads).toBe(1);
  expect(await agree.count()).toBe(0);
});
