import type { Page } from 'playwright-core';

export const PASSWORD = 'گذرواژه‌ی دراز ۱۲';

export async function enterRegister(page: Page, username: string, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /^(ثبت‌نام|Register)$/ })
    .first()
    .click();
  await page.locator('input[name=displayName]').fill(name);
  await enter(page, username);
}

export const enterSignIn = (page: Page, username: string): Promise<void> => enter(page, username);

async function enter(page: Page, username: string): Promise<void> {
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('pa-sign-in form button.primary').click();
  await page.locator('pa-chat-list').waitFor();
}
