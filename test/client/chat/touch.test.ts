import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { CDPSession, Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { openBrowser, untilSettled } from './page.ts';

/** The touch is real: the browser's own gestures (scrolling, `pointercancel`) are in it. */
const PHONE = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Point = { x: number; y: number };

async function opened(language: 'fa' | 'en') {
  const page = await browser.open('/c/chat0000005', { ...PHONE, language });
  await untilSettled(page);
  const cdp = await page.context().newCDPSession(page);
  return { page, cdp };
}

/** Returns the middle of the bubble with `seq` 100. */
async function middle(page: Page): Promise<Point> {
  const row = page.locator('pa-message[data-key$="000000000100"]');
  const box = await row.locator('.bubble').boundingBox();
  if (!box) throw new Error('the bubble is not on the screen');
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

const touch = (cdp: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point) =>
  cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });

async function drag(cdp: CDPSession, from: Point, by: Point): Promise<void> {
  await touch(cdp, 'touchStart', from);
  for (let step = 1; step <= 8; step++) {
    const at = { x: from.x + (by.x * step) / 8, y: from.y + (by.y * step) / 8 };
    await touch(cdp, 'touchMove', at);
  }
  await touch(cdp, 'touchEnd');
}

const tasks = (page: Page) => page.locator('pa-composer .task').count();

describe.each([
  ['fa', -1],
  ['en', 1],
] as const)('a finger on a bubble, %s', (language, forward) => {
  test('pulls it the way one reads to answer, and not the other way', async () => {
    const { page, cdp } = await opened(language);
    const from = await middle(page);
    await drag(cdp, from, { x: -90 * forward, y: 0 });
    expect(await tasks(page)).toBe(0);
    await drag(cdp, from, { x: 90 * forward, y: 4 });
    await page.locator('pa-composer .task').waitFor();
    await page.close();
  });

  test('that rests on it opens its menu, and the messages stay where they are', async () => {
    const { page, cdp } = await opened(language);
    const from = await middle(page);
    await touch(cdp, 'touchStart', from);
    await page.getByRole('menu').waitFor();
    await page.evaluate(() => {
      addEventListener('pointerup', () => document.body.classList.add('lifted'), { once: true });
    });
    await touch(cdp, 'touchEnd');
    await page.waitForFunction(() => document.body.classList.contains('lifted'));
    // Lifting the finger does not close it; a press beside it does.
    await until(
      () => page.getByRole('menuitem').count(),
      (count) => count > 3,
    );
    expect(await tasks(page)).toBe(0);
    await page.touchscreen.tap(180, 120);
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.close();
  });

  test('that goes down scrolls, and neither answers nor asks for the menu', async () => {
    const { page, cdp } = await opened(language);
    const from = await middle(page);
    await drag(cdp, { ...from, y: 250 }, { x: 20 * forward, y: 300 });
    await until(
      () => untilSettled(page),
      (view) => view.toEnd > 150,
    );
    expect(await tasks(page)).toBe(0);
    expect(await page.getByRole('menu').count()).toBe(0);
    await page.close();
  });
});
