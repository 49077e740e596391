import type { BrowserContext, Page } from 'playwright-core';
import { messageMaker } from './words.ts';

/** The list has as many paragraphs as the timeline has bubbles in the DOM. */
const ROWS = 67;
/** With fewer CSS pixels than this above, a drag could reach the top. */
const ROOM = 1500;

const STYLE = `
  body { margin: 0; }
  main { block-size: 100vh; overflow: hidden auto; }
  p { margin: 2px 12px; padding: 5px 11px; background: #eee; border-radius: 14px; line-height: 1.6; }`;

/**
 * The floor: plain paragraphs without a script of their own show what this machine can draw at all while a finger
 * scrolls.
 */
export async function openPlainList(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const text = messageMaker(1);
  const rows = Array.from({ length: ROWS }, () => `<p dir="auto">${text()}</p>`);
  await page.setContent(
    `<!doctype html><meta name="viewport" content="width=device-width"><style>${STYLE}</style><main>${rows.join('')}</main>`,
  );
  return page;
}

/** Scrolls back to the end before the finger comes to the top. */
export async function rewind(page: Page): Promise<void> {
  await page.locator('main').evaluate((list, room) => {
    if (list.scrollTop < room) list.scrollTop = list.scrollHeight;
  }, ROOM);
}
