import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { openBrowser, untilSettled } from './page.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

declare global {
  var redrawn: number[];
}

/** Records from now on the positions of the bubbles that draw again. */
const watch = (page: Page) =>
  page.evaluate(() => {
    globalThis.redrawn = [];
    for (const row of document.querySelectorAll('*')) watchIn(row);
    function watchIn(node: Element): void {
      if (node.localName === 'pa-message') {
        const row = node as HTMLElementTagNameMap['pa-message'];
        row.addController({ hostUpdated: () => redrawn.push(row.message?.seq ?? 0) });
      }
      for (const inner of node.shadowRoot?.querySelectorAll('*') ?? []) watchIn(inner);
    }
  });

test('a change of the chat that no bubble shows redraws none, and a changed message redraws one', async () => {
  const page = await browser.open('/c/chat0000005');
  await untilSettled(page);
  await watch(page);
  await page.evaluate(() => {
    const id = 'chat0000005';
    const { chats } = messenger;
    chats.set(
      chats
        .get()
        ?.map((row) => (row.chat.id === id ? { ...row, draft: 'x', unread: row.unread } : row)),
    );
    messenger.history(id).change(98, { text: 'دیگر' });
  });
  await page.locator('pa-message', { hasText: 'دیگر' }).waitFor();
  await until(
    () => page.evaluate(() => redrawn),
    (seqs) => seqs.length > 0,
  );
  expect(await page.evaluate(() => redrawn)).toEqual([98]);
});

type Log = HTMLElementTagNameMap['pa-timeline'];

test('the sign of loading turns only in sight: out of sight it would cost every frame', async () => {
  const page = await browser.open('/c/chat0000001?unread=0');
  await untilSettled(page);
  const log = page.locator('pa-timeline');
  // The premise: there is more above.
  expect(await log.evaluate((it) => (it as Log).timeline?.view.get().hasOlder)).toBe(true);
  expect(await log.locator('.edge').count()).toBe(1);
  expect(await log.locator('.edge pa-spinner').count()).toBe(0);
  await log.evaluate((it) => {
    const { timeline } = it as Log;
    if (timeline) timeline.loadOlder = () => new Promise(() => {});
  });
  // Rows are drawn above until none are left.
  await until(
    () =>
      log.locator('.viewport').evaluate((list) => {
        list.scrollTop = 0;
        return list.querySelectorAll('.edge pa-spinner').length;
      }),
    (spinners) => spinners === 1,
  );
});
