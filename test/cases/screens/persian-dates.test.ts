import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { PATIENCE_MS } from '../../helpers/patience.ts';
import { until } from '../../helpers/until.ts';
import { type Case, casesOf } from '../helpers/data.ts';
import { Family } from '../helpers/family.ts';
import { scenariosOf } from '../helpers/scenarios.ts';

/**
 * Days and times as a Persian device says them. The clock and the zone of the browser are set; the messages are given
 * their dates while the server is stopped; all else is real.
 */
type Dated = Case & Record<'tz' | 'now' | 'lang' | 'at', string> & { expected: { text: string } };
type Jump = Case &
  Record<'tz' | 'now' | 'lang' | 'oldest' | 'read' | 'choose', string> & { back: number };
const [separators, listTimes, jumps] = await Promise.all([
  casesOf<Dated>('separators'),
  casesOf<Dated>('list-times'),
  casesOf<Jump>('date-jump'),
]);
const [clocks, fullTimes] = [scenariosOf('bubbleTime'), scenariosOf('fullTime')];

let family: Family;
/** Chats are keyed by when their message was written. */
const chats = new Map<string, string>();
const OPENED = new Map<string, { page: Page; at: string }>();

beforeAll(async () => {
  family = await Family.open();
  const { her, ali, server } = family;
  const times = [...separators, ...listTimes, ...clocks, ...fullTimes].map(({ at }) => at);
  for (const at of new Set([...times, ...jumps.map(({ oldest }) => oldest), FIRST, AHEAD])) {
    const id = await family.group(`گروه ${chats.size}`, her, ali);
    await family.send(ali, id, at);
    chats.set(at, id);
  }
  const jumped = chats.get(jumps.find(({ choose }) => choose)?.oldest ?? '') ?? '';
  const later = [
    CHOSEN,
    ...Array.from({ length: 40 }, (_, i) => new Date(LATER + i).toISOString()),
  ];
  for (const at of later) await family.send(ali, jumped, at);
  await server.stop();
  const db = new Database(join(server.dir, 'data/payambar.db'));
  for (const [at, id] of chats) {
    const time = Date.parse(at);
    db.run('update messages set created_at = ? where chat_id = ?', [time, id]);
    db.run('update chats set created_at = ?, last_at = ? where id = ?', [time, time, id]);
  }
  for (const at of later)
    db.run('update messages set created_at = ? where chat_id = ? and body = ?', [
      ...[Date.parse(at), jumped, at],
    ]);
  db.close();
  await server.start();
});
afterAll(() => family?.close());

const NOW = '2026-11-29T10:35:00Z';
/** The first message is five years older. */
const FIRST = '2021-11-20T08:30:00Z';
const AHEAD = '2026-12-02T08:30:00Z';
/** In the chat in which a day is chosen, this is the first message of that day, and many come after it. */
const CHOSEN = '2026-11-22T08:30:00.000Z';
const LATER = Date.parse('2026-11-28T08:30:00Z');

/** Opens a device of Sara's whose clock and zone are these; it stays for the other cases of the same time. */
async function deviceAt({ tz, now, lang = 'fa' }: { tz: string; now: string; lang?: string }) {
  const key = `${tz} ${now} ${lang}`;
  const known = OPENED.get(key);
  if (known) return known.page;
  for (const { page } of OPENED.values()) await page.context().close();
  OPENED.clear();
  const context = await family.browser.newContext({
    ...{ locale: 'fa-IR', timezoneId: tz, viewport: { width: 390, height: 800 } },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.clock.setFixedTime(new Date(now));
  const page = await context.newPage();
  await page.goto(family.server.url);
  await page.evaluate((language) => localStorage.setItem('payambar:language', language), lang);
  await page.reload();
  await page.locator('input[name=username]').fill('sara');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('pa-sign-in form button.primary').click();
  await page.locator('pa-chat-list a.chat').first().waitFor();
  OPENED.set(key, { page, at: now });
  return page;
}
const openChat = async (page: Page, at: string): Promise<void> => {
  await page.goto(`${family.server.url}/c/${chats.get(at)}`);
  await page.locator('pa-message:not([system])').first().waitFor();
};
const inOrder = <T extends { tz: string; now: string; lang?: string }>(list: T[]): T[] =>
  list.toSorted((a, b) => `${a.tz}${a.now}${a.lang}`.localeCompare(`${b.tz}${b.now}${b.lang}`));

describe('the line between two days', () => {
  test.each(inOrder(separators).map((one) => [one.why, one] as const))(
    'says the day: %s',
    async (_, one) => {
      const page = await deviceAt(one);
      await openChat(page, one.at);
      const chip = page.locator('pa-timeline .day .chip').first();
      await until(async () => (await chip.textContent())?.trim(), one.expected.text);
    },
  );
});

describe('the corner of a row', () => {
  test.each(inOrder(listTimes).map((one) => [one.why, one] as const))(
    'says when: %s',
    async (_, one) => {
      const page = await deviceAt(one);
      await page.goto(family.server.url);
      const time = page.locator(`pa-chat-list a[data-chat="${chats.get(one.at)}"] time`);
      await until(async () => (await time.textContent())?.trim(), one.expected.text);
    },
  );

  test('says the day of what is dated ahead of the device, whose time alone would be of today', async () => {
    const page = await deviceAt({ tz: 'Asia/Tehran', now: NOW });
    await page.goto(family.server.url);
    const time = page.locator(`pa-chat-list a[data-chat="${chats.get(AHEAD)}"] time`);
    await until(async () => (await time.textContent())?.trim(), '۱۱ آذر');
  });
});

describe('the time of a bubble', () => {
  const timeIn = async (one: (typeof clocks)[number]) => {
    const page = await deviceAt(one);
    await openChat(page, one.at);
    return page.locator('pa-message:not([system])').first().locator('time.meta');
  };

  test.each(clocks.map((one) => [one.why, one] as const))('is said: %s', async (_, one) => {
    const time = await timeIn(one);
    await until(async () => (await time.textContent())?.trim(), one.expected.time);
  });

  test.each(fullTimes.map((one) => [one.why, one] as const))(
    'is said with its day to whoever points at it: %s',
    async (_, one) => {
      const time = await timeIn(one);
      await time.hover();
      await until(() => time.getAttribute('title'), one.expected.title);
    },
  );
});

/** Opens the calendar of a chat. */
async function openJump(page: Page, at: string): Promise<void> {
  await openChat(page, at);
  await page.locator('pa-chat-header button[aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: /رفتن به تاریخ|Go to date/ }).click();
  await page.locator('pa-date-jump .day').first().waitFor();
}
const day = (page: Page, name: string) =>
  page.locator('pa-date-jump .day').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) });

describe('the jump to a date', () => {
  test.each(inOrder(jumps).map((one) => [one.why, one] as const))('%s', async (_, one) => {
    const page = await deviceAt(one);
    await openJump(page, one.oldest);
    const jump = page.locator('pa-date-jump');
    const previous = jump.locator('.month > button').first();
    for (let i = 0; i < one.back; i++) await previous.click();
    const focused = () =>
      jump
        .locator('.day:focus')
        .textContent()
        .then((text) => text?.trim());
    const seen: Record<string, unknown> = {
      title: (await jump.locator('h3').textContent())?.trim(),
      days: await jump.locator('.day').count(),
      lead: Number(
        await jump
          .locator('.days')
          .evaluate(
            (it) => it.querySelector<HTMLElement>('.gap')?.style.getPropertyValue('--lead') ?? '0',
          ),
      ),
      weekdays: (await jump.locator('.name').allTextContents()).map((name) => name.trim()),
      today: (await jump.locator('[aria-current=date]').allTextContents())[0]?.trim(),
      previousDisabled: await previous.isDisabled(),
      firstOpen: (await jump.locator('.day:enabled').first().textContent())?.trim(),
      label: await jump.locator('[tabindex="0"].day').getAttribute('aria-label'),
      disabledAfter: await jump.locator('.day').last().isDisabled(),
    };
    if (one.read === 'arrows') {
      await jump.locator('.day[tabindex="0"]').focus();
      await page.keyboard.press('ArrowRight');
      await until(focused, '۷');
      seen.right = await focused();
      await page.keyboard.press('ArrowLeft');
      await until(focused, '۸');
      seen.left = await focused();
    }
    if (one.choose) {
      await day(page, one.choose).click();
      const lit = page.locator('pa-timeline section', { has: page.locator('pa-message[lit]') });
      seen.separator = (await lit.locator('.chip').textContent())?.trim();
    }
    expect(seen).toMatchObject(one.expected);
  });

  test('of a chat of five years is two choices away, or one date that is typed', async () => {
    const page = await deviceAt({ tz: 'Asia/Tehran', now: NOW });
    await openJump(page, FIRST);
    const jump = page.locator('pa-date-jump');
    const title = async () => (await jump.locator('h3').textContent())?.trim();
    await jump.getByLabel('سال').selectOption('1402');
    await jump.getByLabel('ماه', { exact: true }).selectOption('5');
    await until(title, 'مرداد ۱۴۰۲');
    await jump.locator('#typed').fill('۱۴۰۱/۲/۳');
    await until(title, 'اردیبهشت ۱۴۰۱');
    await jump.locator('#typed').fill('۱۳۹۰/۱/۱');
    await page.keyboard.press('Enter');
    await jump.getByRole('alert').waitFor();
    await jump.locator('#typed').fill('۳۰ آبان ۱۴۰۰');
    await page.keyboard.press('Enter');
    await jump.waitFor({ state: 'detached' });
  });
});

test('at midnight today becomes yesterday, though nothing is written', async () => {
  const context = await family.browser.newContext({ locale: 'fa-IR', timezoneId: 'Asia/Tehran' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.clock.install({ time: new Date('2026-11-29T20:20:00Z') });
  await page.goto(family.server.url);
  await page.locator('input[name=username]').fill('sara');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('pa-sign-in form button.primary').click();
  await page.locator('pa-chat-list a.chat').first().waitFor();
  const today = separators.find(({ at }) => at === '2026-11-29T08:30:00Z');
  await openChat(page, today?.at ?? '');
  const chip = page.locator('pa-timeline .day .chip').first();
  await until(async () => (await chip.textContent())?.trim(), 'امروز');
  await page.clock.fastForward('47:00');
  await until(async () => (await chip.textContent())?.trim(), 'دیروز');
  await context.close();
});
