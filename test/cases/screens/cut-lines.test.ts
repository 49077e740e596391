import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Locator } from 'playwright-core';
import { acquaint, DESK, group, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** A line that is too long shows its beginning, in the order in which it is read, and its ellipsis at its own end. */
const TEXTS = [
  'فایل را از اینجا بگیر: please download the newest release of the program and install it on every machine',
  'Please read this first: این متن دراز را بخوان و بعد برای همه‌ی اعضای گروه بفرست تا همه بدانند چه شده است',
  'این یک پیام کاملاً فارسی و دراز است که در یک سطر فهرست جا نمی‌شود و باید در پایان خود بریده شود نه در آغاز',
];
let stage: Stage;
let sara: Caller;
let chats: string[];
let room: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  chats = [];
  for (const [n, text] of TEXTS.entries()) {
    const other = await stage.person(
      `other_${n}`,
      n === 0 ? `علی ${'Alexander Bartholomew '.repeat(2)}` : `دوست ${n}`,
    );
    const id = await acquaint(sara, other);
    await say(other, id, text);
    chats.push(id);
    if (n > 0) continue;
    room = await group(sara, 'خانواده', [other]);
    await say(other, room, text);
    await sara.put(`/api/chats/${id}/messages/3/pin`, { on: true });
    await say(other, id, text);
    const clientId = Bun.randomUUIDv7();
    await sara.post(`/api/chats/${id}/messages`, { clientId, text: 'باشه', replyTo: 3 });
    await say(other, id, text);
  }
});
afterAll(() => stage.close());

/** Returns which letters of its text are within its box, and on which side the ellipsis stands. */
const seen = (line: Locator) =>
  line.evaluate((box: Element) => {
    const own = box.getBoundingClientRect();
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const visible: boolean[] = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode())
      for (let at = 0; at < (node as Text).length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { left, right, top, bottom, width } = range.getBoundingClientRect();
        const middle = (top + bottom) / 2;
        if (width > 0)
          visible.push(
            left >= own.left - 2 &&
              right <= own.right + 2 &&
              middle > own.top &&
              middle < own.bottom,
          );
      }
    const shown = visible.lastIndexOf(true) + 1;
    const { content, left } = getComputedStyle(box, '::after');
    return {
      whole: shown === visible.length,
      hole: visible.slice(0, shown).includes(false),
      shown,
      more: content,
      side: Number.parseFloat(left) < own.width / 2 ? 'left' : 'right',
      direction: getComputedStyle(box).direction,
    };
  });

/** Expects the cut where its own reading ends, and nowhere else. */
async function isCut(line: Locator): Promise<void> {
  await line.waitFor();
  await until(() => line.getAttribute('data-cut'), '');
  const found = await seen(line);
  expect(found).toMatchObject({ whole: false, hole: false, more: '"…"' });
  expect(found.shown).toBeGreaterThan(8);
  expect(found.side).toBe(found.direction === 'rtl' ? 'left' : 'right');
}

test.each([
  ['fa-IR', PHONE],
  ['en-GB', PHONE],
  ['fa-IR', DESK],
] as const)('in the list, in %s: names and the newest words', async (locale, device) => {
  const page = await stage.page(sara, '/', { ...device, locale });
  for (const id of [...chats, room])
    await isCut(page.locator(`a.chat[data-chat="${id}"] .lower .own-width`));
  await isCut(page.locator(`a.chat[data-chat="${room}"] .lower .who .cut`));
  await isCut(page.locator(`a.chat[data-chat="${chats[0]}"] .name`));
  // A line with enough width is not cut, and has no ellipsis.
  const short = page.locator(`a.chat[data-chat="${room}"] .name`);
  expect(await seen(short)).toMatchObject({ whole: true, more: 'none' });
  // A wider window shows more, a narrower one less.
  if (device === DESK) {
    const line = page.locator(`a.chat[data-chat="${chats[0]}"] .lower .cut`);
    const before = (await seen(line)).shown;
    await page.setViewportSize({ width: 500, height: 800 });
    await until(async () => (await seen(line)).shown > before, true);
    await isCut(line);
  }
  await page.context().close();
});

test('in a chat: its name, the pinned message, a quote, what is being answered', async () => {
  const page = await stage.page(sara, `/c/${chats[0]}`, DESK);
  await page.setViewportSize({ width: 400, height: 800 });
  await isCut(page.locator('pa-chat-header h2'));
  await isCut(page.locator('.pins .line'));
  await isCut(page.locator('pa-message .quote .name'));
  await isCut(page.locator('pa-message .quote .line'));
  await page.locator('pa-message', { hasText: 'please download' }).last().dblclick();
  for (const line of ['b .cut', 'span.cut']) await isCut(page.locator(`pa-composer .task ${line}`));
  await page.context().close();
});
