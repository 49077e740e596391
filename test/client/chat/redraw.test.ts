import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { openBrowser, settled, until } from './page/open.ts';

setDefaultTimeout(30_000);
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

declare global {
  var redrawn: number[];
}

/** From now on the places of the bubbles that draw again are noted. */
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
  await settled(page);
  await watch(page);
  await page.evaluate(() => {
    const id = 'chat0000005';
    messenger.chats.update((rows) =>
      rows?.map((row) => (row.chat.id === id ? { ...row, draft: 'x', unread: row.unread } : row)),
    );
    messenger.timelines.get(id)?.change(98, { text: 'دیگر' });
  });
  await page.locator('pa-message', { hasText: 'دیگر' }).waitFor();
  await until(
    () => page.evaluate(() => redrawn),
    (seqs) => seqs.length > 0,
  );
  expect(await page.evaluate(() => redrawn)).toEqual([98]);
});
