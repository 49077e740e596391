import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { openBrowser, readScreen, untilSettled } from './page.ts';

const CHAT = '/c/chat0000005';
const ID = 'chat0000005';
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const DESK = { viewport: { width: 1280, height: 800 } };
const field = (page: Page) => page.locator('pa-composer textarea');
const calls = (page: Page) => page.evaluate(() => messenger.actions.calls);
const change = (page: Page, seq: number, what: object) =>
  page.evaluate(([id, at, to]) => messenger.history(id).change(at, to), [ID, seq, what] as const);
/** The bubble of a `seq`; its number decides `mine`, see client/dev/fake-long-chats.ts. */
const bubble = (page: Page, seq: number) =>
  page.locator(`pa-message[data-key$="${String(seq).padStart(12, '0')}"]`);

async function openMenu(page: Page, seq: number): Promise<void> {
  await bubble(page, seq).locator('.bubble').click({ button: 'right' });
  await page.getByRole('menu').waitFor();
}
const pick = (page: Page, name: string) =>
  page.getByRole('menuitem', { name, exact: true }).click();

async function opened(options = {}): Promise<Page> {
  const page = await browser.open(CHAT, { ...DESK, ...options });
  await untilSettled(page);
  return page;
}

describe('the menu of a message', () => {
  test('opens by keyboard too, and gives a reaction', async () => {
    const page = await opened();
    await bubble(page, 100).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'واکنش 👍' }).click();
    const chip = bubble(page, 100).getByRole('button', { name: '👍، ۱ نفر' });
    await chip.waitFor();
    expect(await chip.getAttribute('aria-pressed')).toBe('true');
    await chip.click();
    await until(
      () => calls(page),
      (made) => made.length === 2,
    );
    expect(await calls(page)).toEqual([
      ['react', ID, 100, ['👍']],
      ['react', ID, 100, []],
    ]);
  });

  test('deletes for everyone after asking, and leaves a tombstone', async () => {
    const page = await opened();
    await openMenu(page, 98);
    await pick(page, 'پاک کردن');
    expect(await calls(page)).toEqual([]);
    await page.getByRole('button', { name: 'پاک کردن برای همه' }).click();
    await bubble(page, 98).getByText('این پیام پاک شده است').waitFor();
    expect(await calls(page)).toEqual([['remove', ID, [98], true]]);
  });

  test('does not offer to edit others’ messages', async () => {
    const page = await opened();
    await openMenu(page, 99);
    await page.getByRole('menuitem', { name: 'پاسخ', exact: true }).waitFor();
    const offered = await page.getByRole('menuitem').allTextContents();
    expect(offered.map((text) => text.trim())).not.toContain('ویرایش');
  });
});

describe('an answer', () => {
  test('carries the place that it answers, and shows it', async () => {
    const page = await opened();
    await openMenu(page, 100);
    await pick(page, 'پاسخ');
    await page.locator('pa-composer .task').waitFor();
    await field(page).fill('باشد **حتماً**');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => messenger.sent.length === 1);
    expect(await page.evaluate(() => [messenger.sent[0], messenger.options[0]])).toEqual([
      'باشد حتماً',
      {
        written: 'باشد **حتماً**',
        entities: [{ type: 'bold', offset: 5, length: 5 }],
        replyTo: 100,
      },
    ]);
    await until(() => page.locator('pa-composer .task').count(), 0);
    await page.locator('pa-message b', { hasText: 'حتماً' }).waitFor();
  });

  test('that was begun is there when one comes back, without the keyboard on a phone', async () => {
    const page = await opened({
      hasTouch: true,
      isMobile: true,
      viewport: { width: 360, height: 740 },
    });
    await page.getByRole('button', { name: 'بازگشت' }).click();
    await page.evaluate((id) => messenger.setDraft(id, 'نیمه', 98), ID);
    await page.locator(`a[href="/c/${ID}"]`).click();
    await page.locator('pa-composer .task').waitFor();
    await until(() => field(page).inputValue(), 'نیمه');
    expect(await field(page).evaluate((it) => it.matches(':focus'))).toBe(false);
    await page.getByRole('button', { name: 'ارسال' }).click();
    await page.waitForFunction(() => messenger.sent.length === 1);
    expect(await page.evaluate(() => messenger.options[0])).toEqual({
      replyTo: 98,
      written: 'نیمه',
    });
    // What was sent is no draft any more.
    await until(
      () => page.evaluate((id) => messenger.drafts.get(id), ID),
      (draft) => draft?.text === '' && draft.replyTo === undefined,
    );
  });

  test('is kept as soon as it is begun or given up', async () => {
    const page = await opened();
    const kept = () => page.evaluate((id) => messenger.drafts.get(id), ID);
    await openMenu(page, 100);
    await pick(page, 'پاسخ');
    await until(kept, (draft) => draft?.replyTo === 100);
    expect((await kept())?.text).toBe('');
    await page.locator('pa-composer .task button').click();
    await until(kept, (draft) => draft !== undefined && draft.replyTo === undefined);
  });

  test('to what could not be fetched does not say that it is gone, and asks again', async () => {
    const page = await opened();
    await page.evaluate(() => messenger.actions.unreachable.add(2));
    await change(page, 100, { replyTo: 2 });
    await bubble(page, 100).getByText('این پیام هنوز بارگذاری نشده است').waitFor();
    expect(await bubble(page, 100).getByText('این پیام پاک شده است').count()).toBe(0);
    await page.evaluate(() => {
      messenger.connection.set({ state: 'connecting', since: Date.now() });
      messenger.actions.unreachable.clear();
    });
    await page.evaluate(() => messenger.connection.set({ state: 'online' }));
    await bubble(page, 100).locator('.quote .name').waitFor();
  });

  test('leads to a message that is not loaded, and says when it is gone', async () => {
    const page = await opened();
    await change(page, 3, { deletedAt: 5, text: '' });
    await change(page, 99, { replyTo: 2 });
    await change(page, 100, { replyTo: 3 });
    await bubble(page, 100).getByText('این پیام پاک شده است').waitFor();
    await bubble(page, 99).locator('button.quote').click();
    await until(
      () => readScreen(page),
      (now) => now.rows.some(({ seq, lit }) => seq === 2 && lit),
    );
  });

  test('begins with a pull, to the left in Persian', async () => {
    const page = await opened({
      hasTouch: true,
      isMobile: true,
      viewport: { width: 360, height: 740 },
    });
    const drag = (by: number) =>
      bubble(page, 100).evaluate((row, way) => {
        const bubble = row.shadowRoot?.querySelector('.bubble');
        const send = (type: string, clientX: number) =>
          bubble?.dispatchEvent(
            new PointerEvent(type, {
              pointerId: 7,
              pointerType: 'touch',
              isPrimary: true,
              bubbles: true,
              composed: true,
              clientX,
              clientY: 300,
            }),
          );
        send('pointerdown', 200);
        for (let step = 1; step <= 4; step++) send('pointermove', 200 + (way * step) / 4);
        send('pointerup', 200 + way);
      }, by);
    await drag(90);
    expect(await page.locator('pa-composer .task').count()).toBe(0);
    await drag(-90);
    await page.locator('pa-composer .task').waitFor();
  });
});

describe('an edit', () => {
  test('of the last own message begins with ArrowUp, and Escape gives it up', async () => {
    const page = await opened();
    await change(page, 100, {
      text: 'یک دو',
      entities: [{ type: 'bold', offset: 0, length: 2 }],
    });
    await field(page).focus();
    await page.keyboard.press('ArrowUp');
    await until(
      () => field(page).inputValue(),
      (text) => text === '**یک** دو',
    );
    await page.keyboard.press('Escape');
    await until(
      () => field(page).inputValue(),
      (text) => text === '',
    );
    await page.keyboard.press('ArrowUp');
    await until(
      () => field(page).inputValue(),
      (text) => text !== '',
    );
    await field(page).fill('سه');
    await page.keyboard.press('Enter');
    await bubble(page, 100).getByText('ویرایش‌شده').waitFor();
    expect(await calls(page)).toEqual([['edit', ID, 100, 'سه', []]]);
    expect(await page.evaluate(() => messenger.sent)).toEqual([]);
  });

  test('gives back what was being written before', async () => {
    const page = await opened();
    await field(page).fill('نیمه‌کاره');
    await openMenu(page, 98);
    await pick(page, 'ویرایش');
    await until(
      () => field(page).inputValue(),
      (text) => text !== 'نیمه‌کاره',
    );
    await field(page).press('Escape');
    await until(
      () => field(page).inputValue(),
      (text) => text === 'نیمه‌کاره',
    );
  });
});

test('several messages are selected and forwarded without their author, in their order', async () => {
  const page = await opened();
  await openMenu(page, 100);
  await pick(page, 'انتخاب');
  await bubble(page, 98).click();
  await page.getByText('۲ پیام انتخاب شده').waitFor();
  await page.getByRole('button', { name: 'هدایت' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('checkbox', { name: 'بدون نام نویسنده' }).check();
  await page.getByRole('button', { name: 'ارسال به ۱ گفتگو' }).click();
  await page.getByRole('toolbar').waitFor({ state: 'detached' });
  expect(await calls(page)).toEqual([
    ['forward', { chatId: ID, seqs: [98, 100], author: false }, ['savedAAAAAA']],
  ]);
});

test('a spoiler hides its words until it is pressed; a link cannot lead to a script', async () => {
  const page = await opened();
  await change(page, 100, {
    text: 'راز اینجا',
    entities: [
      { type: 'spoiler', offset: 0, length: 3 },
      { type: 'link', offset: 4, length: 5, url: 'javascript:alert(1)' },
    ],
  });
  const hidden = bubble(page, 100).getByRole('button', { name: 'متن پنهان؛ نمایش آن' });
  await hidden.waitFor();
  expect(await bubble(page, 100).locator('.spoiler span').isVisible()).toBe(false);
  await hidden.click();
  await until(() => bubble(page, 100).locator('.spoiler span').isVisible(), true);
  expect(await bubble(page, 100).locator('a').count()).toBe(0);
});

test('pasted rich text is written as Markdown', async () => {
  const page = await opened();
  await field(page).evaluate((it) => {
    const clipboardData = new DataTransfer();
    const html =
      '<p>سلام <b>دنیا</b></p><script>x</script><p><a href="https://example.com">اینجا</a></p>';
    clipboardData.setData('text/html', html);
    clipboardData.setData('text/plain', 'plain');
    it.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
  });
  await until(
    () => field(page).inputValue(),
    (text) => text === 'سلام **دنیا**\n[اینجا](https://example.com)',
  );
});
