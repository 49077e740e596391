import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { openBrowser, readScreen, untilSettled } from './page.ts';

const CHAT = '/c/chat0000001';
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const wheel = async (page: Page, y: number) => {
  await page.getByRole('log').hover();
  await page.mouse.wheel(0, y);
};
const arrive = (page: Page, chatId: string, text: string) =>
  page.evaluate(
    ([chat, words]) => {
      const history = messenger.history(chat ?? '');
      const model = history.all().find((m) => !m.mine);
      if (model) history.arrive({ ...model, clientId: crypto.randomUUID(), text: words ?? '' });
    },
    [chatId, text],
  );
const lastRead = (page: Page) =>
  page.evaluate(() => messenger.timelines.get('chat0000001')?.reads.at(-1) ?? 0);
const lowest = (view: Awaited<ReturnType<typeof readScreen>>) => {
  const row = view.seen.at(-1);
  if (!row) throw new Error('nothing is on the screen');
  return row;
};

test('a chat opens at its end, and what is on the screen is marked as read', async () => {
  const page = await browser.open(`${CHAT}?unread=0`);
  const view = await untilSettled(page);
  expect(view.toEnd).toBeLessThanOrEqual(1);
  await until(() => lastRead(page), 1200);
});

test('a chat with unread messages opens at the line, and those below the screen stay unread', async () => {
  const page = await browser.open(`${CHAT}?unread=30`);
  const view = await untilSettled(page);
  const first = view.rows.find((row) => row.seq === 1171);
  expect(first?.top).toBeGreaterThan(0);
  expect(first?.top).toBeLessThan(view.height / 2);
  expect(
    await until(
      () => lastRead(page),
      (seq) => seq > 1168,
    ),
  ).toBeLessThan(1200);
});

test('the place is kept when older history comes above, drawn or fetched', async () => {
  const page = await browser.open(`${CHAT}?unread=0`);
  await untilSettled(page);
  // The first 60 messages are loaded: the walk goes beyond them.
  for (let first = 1200; first > 1130; ) {
    const before = await readScreen(page, 0);
    const held = lowest(before);
    const start = before.rows[0]?.seq ?? 0;
    const after = await until(
      () => readScreen(page),
      // The position is made up for in the frame after the rows have come.
      ({ rows }) => {
        const same = rows.find((row) => row.seq === held.seq);
        const come = (rows[0]?.seq ?? 0) < start;
        return come && same !== undefined && Math.abs(same.bottom - held.bottom) <= 1;
      },
    );
    first = after.rows[0]?.seq ?? 0;
  }
});

test('the place is kept when a bubble above it grows', async () => {
  const page = await browser.open(`${CHAT}?unread=0`);
  await untilSettled(page);
  await readScreen(page, 1200);
  const before = await untilSettled(page);
  await page
    .locator('pa-message')
    .first()
    .evaluate((row) => {
      (row as HTMLElement).style.paddingBlockEnd = '300px';
    });
  // A measurement can come between the growth and the frame that makes up for it.
  const { seq, bottom } = lowest(before);
  await until(
    () => readScreen(page),
    ({ rows: [first, ...rows] }) => {
      const same = rows.find((row) => row.seq === seq);
      const grown = first !== undefined && first.bottom - first.top > 300;
      return grown && same !== undefined && Math.abs(same.bottom - bottom) <= 1;
    },
  );
});

test('the lowest line stays above the keyboard when that takes half of the screen', async () => {
  const page = await browser.open(`${CHAT}?unread=0`);
  await untilSettled(page);
  await readScreen(page, 1200);
  const before = await untilSettled(page);
  const held = lowest(before);
  await page.setViewportSize({ width: 360, height: 440 });
  type Look = typeof before;
  const gapOf = ({ height, rows }: Look): number =>
    height - (rows.find((row) => row.seq === held.seq)?.bottom ?? 0);
  const after = await until(
    () => readScreen(page),
    // The position is corrected in the frame after the new height.
    (now) => now.height < before.height && Math.abs(gapOf(now) - gapOf(before)) <= 1,
  );
  expect(Math.abs(gapOf(after) - gapOf(before))).toBeLessThanOrEqual(1);
});

test('a new message scrolls into view for who is at the end, and not for who reads further up', async () => {
  const page = await browser.open('/c/chat0000005');
  await untilSettled(page);
  await arrive(page, 'chat0000005', 'تازه');
  const followed = await until(
    () => readScreen(page),
    (now) => now.rows.at(-1)?.seq === 101 && now.toEnd <= 1,
  );
  expect(lowest(followed).seq).toBe(101);

  await wheel(page, -900);
  const up = await until(
    () => untilSettled(page),
    (now) => now.toEnd > 500,
  );
  await arrive(page, 'chat0000005', 'باز هم');
  await page.waitForFunction(
    () => messenger.timelines.get('chat0000005')?.view.get().messages.at(-1)?.seq === 102,
  );
  const still = await untilSettled(page);
  expect(lowest(still)).toEqual(lowest(up));
  await page.getByRole('button', { name: 'رفتن به آخرین پیام' }).click();
  await until(
    () => readScreen(page),
    (now) => now.toEnd <= 1 && now.rows.at(-1)?.seq === 102,
  );
});

test('a walk through long history keeps the page small', async () => {
  const page = await browser.open(`${CHAT}?unread=0&messages=100000`);
  await untilSettled(page);
  let most = 0;
  const start = (await readScreen(page)).rows[0]?.seq ?? 0;
  for (let i = 0; i < 25; i++) {
    await readScreen(page, 0);
    most = Math.max(most, (await readScreen(page)).rows.length);
  }
  await until(
    () => readScreen(page),
    (now) => (now.rows[0]?.seq ?? 0) < start - 100,
  );
  expect(most).toBeLessThanOrEqual(120);
});

test('a jump shows the message in the middle, lit up; a press leads back to the end', async () => {
  const page = await browser.open(`${CHAT}?unread=0&at=200`);
  await until(
    () => readScreen(page),
    ({ rows, height }) => {
      const { seq, top, bottom } = rows.find((row) => row.lit) ?? { seq: 0, top: 0, bottom: 0 };
      return seq === 200 && Math.abs((top + bottom) / 2 - height / 2) < 60;
    },
  );
  await page.getByRole('button', { name: 'رفتن به آخرین پیام' }).click();
  await until(
    () => readScreen(page),
    (now) => now.toEnd <= 1 && now.rows.some((row) => row.seq === 1200),
  );
});

test('history that does not come is said once, and asked for again by hand', async () => {
  const page = await browser.open(`${CHAT}?unread=0`);
  await untilSettled(page);
  await page.evaluate(() => {
    const timeline = messenger.timelines.get('chat0000001');
    if (timeline) timeline.failing = true;
  });
  for (let i = 0; i < 4; i++) await readScreen(page, 0);
  const again = page.getByRole('button', { name: 'تلاش دوباره' });
  await until(
    async () => {
      await readScreen(page, 0);
      return await again.count();
    },
    (count) => count === 1,
  );
  const first = (await readScreen(page)).rows[0]?.seq ?? 0;
  await page.evaluate(() => {
    const timeline = messenger.timelines.get('chat0000001');
    if (timeline) timeline.failing = false;
  });
  await again.click();
  await until(
    () => readScreen(page),
    (now) => (now.rows[0]?.seq ?? 0) < first,
  );
});

test('what arrives is read aloud, and history is not', async () => {
  const page = await browser.open('/c/chat0000005');
  await untilSettled(page);
  const aloud = page.locator('pa-timeline [aria-live="polite"]');
  await readScreen(page, 0);
  await untilSettled(page);
  expect(await aloud.locator('p').count()).toBe(0);
  // In the field, which has the focus on a computer, the key would only move the caret.
  await page.locator('pa-timeline .viewport').press('End');
  await until(
    () => readScreen(page),
    (now) => now.toEnd <= 1,
  );
  await untilSettled(page);
  await arrive(page, 'chat0000005', 'شنیدی؟');
  await until(
    () => aloud.textContent(),
    (text) => text?.includes('شنیدی؟') ?? false,
  );
});
