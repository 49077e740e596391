import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { interpretKey } from '../../../client/messages/composer/composer-keys.ts';
import { until } from '../../helpers/until.ts';
import { openBrowser, untilSettled } from './page.ts';

const CHAT = '/c/chat0000005';
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const field = (page: Page) => page.getByRole('textbox', { name: 'پیام' });
const sent = (page: Page) => page.evaluate(() => messenger.sent);

describe('with a mouse and a keyboard', () => {
  test('Enter sends and Shift+Enter makes a new line', async () => {
    const page = await browser.open(CHAT);
    await untilSettled(page);
    await field(page).pressSequentially('سلام');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Ali');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => messenger.sent.length === 1);
    expect(await sent(page)).toEqual(['سلام\nAli']);
    await until(() => field(page).inputValue(), '');
  });

  test('blanks are not a message, and 4,097 characters are said to be too many', async () => {
    const page = await browser.open(CHAT);
    await field(page).fill('  \n ');
    await page.keyboard.press('Enter');
    await field(page).fill('م'.repeat(4097));
    await page.keyboard.press('Enter');
    const said = page.locator('pa-composer').getByRole('status');
    await said.filter({ hasText: 'ارسال در ۲ پیام' }).waitFor();
    await until(() => page.getByRole('button', { name: 'ارسال', exact: true }).isDisabled(), true);
    expect(await sent(page)).toEqual([]);
  });

  test('the half-space goes in by key and by button, and can be undone', async () => {
    const page = await browser.open(CHAT);
    await field(page).pressSequentially('می');
    await page.keyboard.press('Shift+Space');
    await page.keyboard.type('روم');
    expect(await field(page).inputValue()).toBe('می\u200cروم');
    await page.keyboard.type(' می');
    await page.getByRole('button', { name: 'نیم‌فاصله' }).click();
    expect(await field(page).inputValue()).toEndWith('می\u200c');
    expect(
      await field(page).evaluate((it) => it === (it.getRootNode() as ShadowRoot).activeElement),
    ).toBe(true);
    await page.keyboard.press('Control+z');
    expect(await field(page).inputValue()).not.toEndWith('\u200c');
  });

  test('a draft is kept at once when one leaves the chat', async () => {
    const page = await browser.open(CHAT);
    await field(page).fill('نیمه‌کاره');
    await page.getByRole('button', { name: 'بازگشت' }).click();
    await page.waitForFunction(() => messenger.drafts.get('chat0000005')?.text === 'نیمه‌کاره');
    await page.locator('a[href="/c/chat0000005"]').click();
    await until(() => field(page).inputValue(), 'نیمه‌کاره');
  });

  test('a message that failed goes back into the field, before what is there', async () => {
    const page = await browser.open('/c/chat0000001?unread=0');
    await field(page).fill('تازه');
    await page.getByRole('button', { name: 'پس گرفتن و ویرایش' }).click();
    await until(() => field(page).inputValue(), 'این یکی نرفت.\nتازه');
  });

  test('what is to be edited comes late over a slow line: nothing is typed into the field before', async () => {
    const page = await browser.open(CHAT, { hasTouch: true, isMobile: true });
    await untilSettled(page);
    const held = Promise.withResolvers<void>();
    await page.route('**/*.js', async (route) => {
      const response = await route.fetch();
      if ((await response.text()).includes('writing = {')) await held.promise;
      await route.fulfill({ response });
    });
    await field(page).tap();
    await page.keyboard.press('ArrowUp');
    await field(page).and(page.locator('[readonly]')).waitFor();
    await page.keyboard.type('زود');
    expect(await field(page).inputValue()).toBe('');
    held.resolve();
    await field(page).and(page.locator(':not([readonly])')).waitFor();
    expect(await field(page).inputValue()).toStartWith('فهرست خرید:');
  });

  test('where one can write no more, what failed says why and is copied instead', async () => {
    const page = await browser.open('/c/chat0000001?unread=0');
    await field(page).waitFor();
    await page.evaluate(() => {
      const rows = messenger.chats.get() ?? [];
      const blocked = (row: (typeof rows)[number]) =>
        row.chat.id === 'chat0000001'
          ? { ...row, settings: { ...row.settings, blocked: true } }
          : row;
      messenger.chats.set(rows.map(blocked));
    });
    const failure = page.locator('pa-message .failure');
    await failure.getByText('ارسال نشد. این کاربر را مسدود کرده‌اید.').waitFor();
    expect(await failure.getByRole('button').allTextContents()).toEqual([
      expect.stringContaining('کپی'),
      expect.stringContaining('پاک کردن'),
    ]);
    // A file without a caption has no words to copy.
    await failure.evaluate((one) => {
      const { host } = one.getRootNode() as ShadowRoot;
      const row = host as HTMLElementTagNameMap['pa-message'];
      if (row.message) row.message = { ...row.message, text: '' };
    });
    await failure.getByRole('button', { name: 'کپی' }).waitFor({ state: 'detached' });
    expect(await failure.getByRole('button').count()).toBe(1);
    expect(await field(page).count()).toBe(0);
  });
});

test('on touch Enter makes a new line; the button sends and the keyboard stays', async () => {
  const page = await browser.open(CHAT, { hasTouch: true, isMobile: true });
  await untilSettled(page);
  await field(page).tap();
  await page.keyboard.type('یک');
  await page.keyboard.press('Enter');
  await page.keyboard.type('دو');
  await page.getByRole('button', { name: 'ارسال' }).tap();
  await page.waitForFunction(() => messenger.sent.length === 1);
  expect(await sent(page)).toEqual(['یک\nدو']);
  expect(
    await field(page).evaluate((it) => it === (it.getRootNode() as ShadowRoot).activeElement),
  ).toBe(true);
});

describe('an input method', () => {
  const press = { key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  const desktop = { finePointer: true, persian: true, text: '', caret: 0 };

  test('keeps Enter for itself while it composes, in Safari too', () => {
    expect(interpretKey({ ...press, isComposing: true, keyCode: 13 }, desktop)).toBeNull();
    expect(interpretKey({ ...press, isComposing: false, keyCode: 229 }, desktop)).toBeNull();
    expect(interpretKey({ ...press, isComposing: false, keyCode: 13 }, desktop)).toBe('send');
  });
});
