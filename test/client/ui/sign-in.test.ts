import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { DESK, pathOf, Screens } from './browser.ts';

let screens: Screens;
let page: Page;

beforeAll(async () => {
  screens = await Screens.start();
}, 60_000);
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
  const note = page.locator('#username-note');
  expect(await note.textContent()).toContain('۳ تا ۳۲');
  expect(await page.locator('#username').getAttribute('aria-invalid')).toBe('true');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('username');
});

test('what the server refuses is said in the person’s language', async () => {
  await open();
  await page.locator('#username').fill('busy');
  await page.locator('#password').fill('12345678');
  await page.locator('form .primary').click();
  const alert = page.locator('form [role=alert]');
  expect(await alert.textContent()).toContain('۱۲ ثانیه');
  await page.locator('footer button').click();
  expect(await alert.textContent()).toContain('12 s');
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
});

test('the eye shows the password and hides it again', async () => {
  await open();
  await page.locator('#password').fill('secret');
  await page.locator('.secret button').click();
  expect(await page.locator('#password').getAttribute('type')).toBe('text');
  await page.locator('.secret button').click();
  expect(await page.locator('#password').getAttribute('type')).toBe('password');
});

test('the chosen language is kept', async () => {
  await open();
  await page.locator('footer button').click();
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
  expect(pathOf(page)).toBe('/c/chat-reza00');
});
