import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { DESK, PHONE, pathOf, Screens } from './browser.ts';

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

const row = (name: string) => page.locator('pa-chat-list .row', { hasText: name });

test('Back closes the chat, not the app', async () => {
  page = await screens.open('/', PHONE);
  await row('رضا').click();
  await page.locator('pa-chat').waitFor();
  expect(pathOf(page)).toStartWith('/c/');
  await page.goBack();
  await page.locator('pa-chat').waitFor({ state: 'hidden' });
  expect(pathOf(page)).toBe('/');
  await row('رضا').waitFor();
});

test('the arrow of a chat that a link opened leads to the list', async () => {
  page = await screens.open('/c/chat-reza00', PHONE);
  await page.locator('pa-chat-header .back').click();
  await row('رضا').waitFor();
  expect(pathOf(page)).toBe('/');
});

test('while a chat covers the list, nothing of the list can be reached', async () => {
  page = await screens.open('/c/chat-reza00', PHONE);
  await page.locator('pa-chat').waitFor();
  await page.locator('.side[inert]').waitFor({ state: 'attached' });
  await page.setViewportSize(DESK.viewport);
  await page.locator('.side:not([inert])').waitFor();
});

test('the focus goes into the chat with the person and comes back to the row', async () => {
  page = await screens.open('/', PHONE);
  const focus = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.className ?? '';
    });
  await row('رضا').focus();
  await page.keyboard.press('Enter');
  await page.locator('pa-chat').waitFor();
  await until(focus, (name) => !name.includes('row'));
  await page.goBack();
  await page.locator('.side:not([inert])').waitFor();
  await until(focus, (name) => name.includes('row'));
});

test('Back closes a dialog and leaves the page under it', async () => {
  page = await screens.open('/u/reza', PHONE);
  await page.locator('pa-profile .more button').nth(1).click();
  const dialog = page.locator('pa-profile dialog');
  await dialog.waitFor();
  await page.goBack();
  await dialog.waitFor({ state: 'hidden' });
  expect(pathOf(page)).toBe('/u/reza');
});

test('a dialog that was closed by Escape is not met again by Back', async () => {
  page = await screens.open('/', DESK);
  await page.evaluate(() => history.pushState({ depth: 1 }, '', '/settings'));
  await page.reload();
  await page.locator('pa-settings .row.danger').click();
  const dialog = page.locator('pa-log-out dialog');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(pathOf(page)).toBe('/settings');
  await page.goBack();
  await row('رضا').waitFor();
  expect(pathOf(page)).toBe('/');
});

test('Escape leaves a chat', async () => {
  page = await screens.open('/', DESK);
  await row('رضا').click();
  await page.locator('pa-chat').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('pa-chat').waitFor({ state: 'detached' });
  expect(pathOf(page)).toBe('/');
});

test('whoever logs out leaves the address behind as well', async () => {
  page = await screens.open('/settings', DESK);
  await page.locator('pa-settings .row.danger').click();
  await page.locator('pa-log-out .button.danger').click();
  await page.locator('pa-sign-in form').waitFor();
  expect(pathOf(page)).toBe('/');
});

test('the title counts what is unread', async () => {
  page = await screens.open('/', DESK);
  await row('رضا').waitFor();
  await until(() => page.title(), '(۱۷) پیام‌بر');
  await page.locator('link[rel=icon][href*=unread]').waitFor({ state: 'attached' });
});
