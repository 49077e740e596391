import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { DESK, pathOf, Screens } from './browser.ts';

let screens: Screens;
let page: Page;

beforeAll(async () => {
  screens = await Screens.start();
});
afterEach(async () => {
  await page.context().close();
  expect(screens.complaints.splice(0)).toEqual([]);
});
afterAll(() => screens.stop());

const open = async (path = '/') => {
  page = await screens.open(path, DESK, { scene: 'signed-out' });
};

test('a password manager finds the form in the page itself', async () => {
  await open();
  await page.locator('form').waitFor();
  const inputs = await page.evaluate(() =>
    [...document.querySelectorAll('form input')].map((input) => [
      input.getAttribute('autocomplete'),
      input.getAttribute('type') ?? 'text',
      input.getAttribute('dir'),
    ]),
  );
  expect(inputs).toEqual([
    ['username', 'text', 'ltr'],
    ['current-password', 'password', null],
  ]);
  await page.locator('.switch button').nth(1).click();
  await page.locator('[autocomplete="new-password"]').waitFor();
});

test('a refusal stands beside its field, in words, and the field has the focus', async () => {
  await open();
  await page.locator('.switch button').nth(1).click();
  await page.locator('#displayName').fill('سارا');
  await page.locator('#username').fill('Ab');
  await page.locator('#password').fill('long enough');
  await page.locator('form .primary').click();
  await page.locator('#username-note', { hasText: '۳ تا ۳۲' }).waitFor();
  await page.locator('#username[aria-invalid=true]').waitFor();
  await until(() => page.evaluate(() => document.activeElement?.id), 'username');
});

test('what the server refuses is said in the person’s language', async () => {
  await open();
  await page.locator('#username').fill('busy');
  await page.locator('#password').fill('12345678');
  await page.locator('form .primary').click();
  const alert = page.locator('form [role=alert]');
  await alert.filter({ hasText: '۱۲ ثانیه' }).waitFor();
  await page.locator('footer button').click();
  // The words are fetched first.
  await alert.filter({ hasText: '12 s' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
});

test('the eye shows the password and hides it again', async () => {
  await open();
  await page.locator('#password').fill('secret');
  await page.locator('.secret button').click();
  await page.locator('#password[type=text]').waitFor();
  await page.locator('.secret button').click();
  await page.locator('#password[type=password]').waitFor();
});

test('the chosen language is kept', async () => {
  await open();
  await page.locator('footer button').click();
  await page.locator('html[lang=en]').waitFor();
  await page.reload();
  await page.locator('form').waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
});

test('whoever comes by a profile goes on to the chat after signing in', async () => {
  await open('/u/reza');
  await page.locator('pa-profile .primary').click();
  await page.locator('#username').fill('sara');
  await page.locator('#password').fill('12345678');
  await page.locator('form .primary').click();
  await page.locator('pa-chat').waitFor();
  await until(async () => pathOf(page), '/c/chat-reza00');
});
