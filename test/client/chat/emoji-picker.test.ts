import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { openBrowser, untilSettled } from './page.ts';

const CHAT = '/c/chat0000005';
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const field = (page: Page) => page.getByRole('textbox', { name: 'پیام' });
const button = (page: Page) => page.getByRole('button', { name: 'شکلک‌ها' });
const panel = (page: Page) => page.locator('pa-emoji-picker [popover]');
const search = (page: Page) => page.getByPlaceholder('جستجوی شکلک');
const focused = (page: Page) =>
  page.locator('pa-emoji-picker').evaluate((one) => one.shadowRoot?.activeElement?.ariaLabel);

test('the arrows go through the grid as one sees it, and Escape gives the focus back to the field', async () => {
  const page = await browser.open(CHAT);
  await untilSettled(page);
  await field(page).focus();
  await button(page).click();
  await page.locator('pa-emoji-picker [role=gridcell]').first().waitFor();
  await search(page).press('ArrowDown');
  const labels = await page
    .locator('pa-emoji-picker [role=gridcell]')
    .evaluateAll((cells) => cells.slice(0, 20).map(({ ariaLabel }) => ariaLabel));
  await until(() => focused(page), labels[0]);
  await page.keyboard.press('ArrowLeft');
  await until(() => focused(page), labels[1]);
  await page.keyboard.press('ArrowDown');
  await until(() => focused(page), labels[9]);
  await page.keyboard.press('Enter');
  await until(async () => (await field(page).inputValue()) !== '', true);
  expect(await focused(page)).toBe(labels[9]);
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'hidden' });
  expect(await field(page).inputValue()).toMatch(/^\p{RGI_Emoji}$/v);
  await until(() => field(page).evaluate((one) => one.matches(':focus')), true);
});

test('the recent ones and the tone of skin are there the next time', async () => {
  const page = await browser.open(CHAT);
  await untilSettled(page);
  await button(page).click();
  await page.getByRole('button', { name: /^رنگ پوست/ }).click();
  await page.getByRole('button', { name: 'تیره', exact: true }).click();
  await search(page).fill('خداحافظ');
  await page.locator('pa-emoji-picker [role=gridcell]', { hasText: '👋🏿' }).click();
  await until(() => field(page).inputValue(), '👋🏿');
  await page.reload();
  await untilSettled(page);
  await button(page).click();
  await page.getByRole('tab', { name: 'اخیر', selected: true }).waitFor();
  await until(() => page.locator('pa-emoji-picker [role=gridcell]').allInnerTexts(), ['👋🏿']);
});

test('on a phone the sheet leaves the composer in sight, and no keyboard comes up', async () => {
  const page = await browser.open(CHAT, { hasTouch: true, isMobile: true });
  await untilSettled(page);
  await button(page).tap();
  await panel(page).waitFor();
  await page.locator('pa-composer[raised]').waitFor();
  const box = await field(page).boundingBox();
  const sheet = await panel(page).boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(sheet?.y ?? 0);
  await page.locator('pa-emoji-picker [role=gridcell]').first().tap();
  await page.locator('pa-emoji-picker [role=gridcell]').nth(1).tap();
  await until(
    () => field(page).inputValue(),
    (text) => /^\p{RGI_Emoji}{2}$/v.test(text),
  );
  expect(await field(page).evaluate((one) => one.matches(':focus'))).toBe(false);
});
