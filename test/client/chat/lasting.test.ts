import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { openBrowser, readScreen, untilSettled } from './page.ts';

/** What a person has begun outlasts what happens meanwhile. */
const ID = 'chat0000001';
const DESK = { viewport: { width: 1280, height: 800 } };
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const bubble = (page: Page, seq: number) =>
  page.locator(`pa-message[data-key$="${String(seq).padStart(12, '0')}"]`);
const field = (page: Page) => page.locator('pa-composer textarea');
const change = (page: Page, seq: number, what: object) =>
  page.evaluate(([id, at, to]) => messenger.history(id).change(at, to), [ID, seq, what] as const);
const go = (page: Page, path: string) =>
  page.evaluate((to) => {
    const detail = { path: to };
    document.querySelector('pa-app')?.dispatchEvent(new CustomEvent('pa-go', { detail }));
  }, path);

async function choose(page: Page, seq: number, item: string): Promise<void> {
  await bubble(page, seq).locator('.bubble').click({ button: 'right' });
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function opened(query = 'unread=0'): Promise<Page> {
  const page = await browser.open(`/c/${ID}?${query}`, DESK);
  await untilSettled(page);
  return page;
}

const shows = (page: Page, seq: number) =>
  until(
    () => readScreen(page),
    (view) => view.seen.some((row) => row.seq === seq),
  );

test('messages stay selected when the window has left them, and are taken in their order', async () => {
  const page = await opened();
  await choose(page, 1199, 'انتخاب');
  await page.evaluate((id) => messenger.timelines.get(id)?.jumpTo(300), ID);
  await shows(page, 300);
  await bubble(page, 300).click();
  await page.getByText('۲ پیام انتخاب شده').waitFor();
  await page.getByRole('button', { name: 'هدایت' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'ارسال به ۱ گفتگو' }).click();
  await page.getByRole('toolbar').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => messenger.actions.calls)).toEqual([
    ['forward', { chatId: ID, seqs: [300, 1199], author: true }, ['savedAAAAAA']],
  ]);
  await page.close();
});

test('an edit ends when its message is deleted, and no word of it is lost', async () => {
  const page = await opened();
  await change(page, 1198, { mine: true, senderId: 'me' });
  await field(page).fill('نیمه‌کاره');
  await choose(page, 1198, 'ویرایش');
  await page.locator('pa-composer .task').waitFor();
  await field(page).fill('نوشته‌ی بهتر');
  await change(page, 1198, { deletedAt: 5, text: '' });
  await page.getByText('نوشته‌تان در کادر پیام مانده است').waitFor();
  await page.locator('pa-composer .task').waitFor({ state: 'detached' });
  await until(
    () => field(page).inputValue(),
    (text) => text === 'نوشته‌ی بهتر\nنیمه‌کاره',
  );
  await field(page).press('Enter');
  await page.waitForFunction(() => messenger.sent.length === 1);
  expect(await page.evaluate(() => messenger.actions.calls)).toEqual([]);
  await page.close();
});

test('a quote says so when what it quotes is deleted, loaded or not', async () => {
  const page = await opened();
  await change(page, 1198, { replyTo: 1190 });
  await change(page, 1199, { replyTo: 2 });
  const quote = (seq: number) => bubble(page, seq).locator('.quote');
  await until(
    () => quote(1199).textContent(),
    (text) => text !== null && !text.includes('…'),
  );
  expect(await quote(1198).getAttribute('class')).toBe('quote');
  await change(page, 1190, { deletedAt: 5, text: '' });
  await change(page, 2, { deletedAt: 5, text: '' });
  await page.evaluate((id) => {
    const { chats } = messenger;
    chats.set(
      chats
        .get()
        ?.map((row) =>
          row.chat.id === id ? { ...row, chat: { ...row.chat, rev: row.chat.rev + 1 } } : row,
        ),
    );
  }, ID);
  for (const seq of [1198, 1199])
    await until(
      () => quote(seq).textContent(),
      (text) => text === 'این پیام پاک شده است',
    );
  await page.close();
});

test('a hit that is chosen again is jumped to again', async () => {
  const page = await opened();
  await go(page, `/c/${ID}?at=400`);
  await shows(page, 400);
  await page.evaluate((id) => messenger.timelines.get(id)?.jumpToEnd(), ID);
  await page.getByRole('button', { name: 'رفتن به آخرین پیام' }).click();
  await shows(page, 1200);
  await go(page, `/c/${ID}?at=400`);
  await shows(page, 400);
  await page.close();
});

test('Escape leaves a chat for its row in the list', async () => {
  const page = await browser.open('/', DESK);
  await page.locator(`pa-chat-list a.chat[href="/c/${ID}"]`).click();
  await untilSettled(page);
  await field(page).focus();
  await page.keyboard.press('Escape');
  await page.locator('pa-chat').waitFor({ state: 'detached' });
  const focused = () =>
    page.evaluate(() => {
      let found = document.activeElement;
      while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
      return found?.getAttribute('href') ?? found?.localName;
    });
  await until(focused, (href) => href === `/c/${ID}`);
  await page.close();
});

test('the focus among the messages is one ring, around the bubble', async () => {
  const page = await opened();
  await bubble(page, 1199).focus();
  await page.keyboard.press('ArrowUp');
  const outlines = () =>
    bubble(page, 1198).evaluate((row) =>
      [row, row.shadowRoot?.querySelector('.bubble')].map(
        (part) => part && getComputedStyle(part).outlineStyle,
      ),
    );
  await until(outlines, ['none', 'solid']);
  await page.close();
});
