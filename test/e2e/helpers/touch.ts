import type { Locator, Page } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { Finger } from './stage.ts';

export const MENU = 'pa-menu [popover]:popover-open';

export async function middle(of: Locator): Promise<{ x: number; y: number }> {
  // The element may be drawn again between the two: a header whose chat has just been loaded.
  const box = await until(async () => {
    await of.waitFor();
    const found = await of.boundingBox();
    if (!found) throw new Error('it is not on the screen');
    return found;
  }, Boolean);
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

/** Presses until its menu is there, and as much longer as people do, and lifts the finger. */
export async function hold(page: Page, on: Locator, longer = 0): Promise<void> {
  await page.evaluate(() => {
    const note = (event: Event) => document.body.classList.add(`had-${event.type}`);
    document.body.className = '';
    for (const type of ['pointerup', 'pointercancel'])
      addEventListener(type, note, { capture: true, once: true });
  });
  const had = (type: string) =>
    page.locator(`body[class*="${type}"]`).waitFor({ state: 'attached' });
  const finger = await Finger.of(page);
  const { x, y } = await middle(on);
  await finger.down(x, y);
  await page.locator(MENU).waitFor();
  // The pause is what is tried: people look at a menu before they lift the finger.
  await Bun.sleep(longer);
  await finger.up();
  await had('had-pointer');
  await settle(page);
}

/** No screen has a use for this key. */
const BARRIER = 'ScrollLock';

/**
 * What the platform makes of a finger that is lifted (the click, or none) reaches the page before a key that is pressed after
 * it: once that is heard and drawn, nothing of the finger is to come.
 */
async function settle(page: Page): Promise<void> {
  const heard = await page.evaluateHandle((key) => {
    const pressed = new Promise<void>((done) => {
      const hear = (event: KeyboardEvent): void => {
        if (event.key !== key) return;
        removeEventListener('keyup', hear, { capture: true });
        requestAnimationFrame(() => done());
      };
      addEventListener('keyup', hear, { capture: true });
    });
    return { pressed };
  }, BARRIER);
  await page.keyboard.press(BARRIER);
  await heard.evaluate(({ pressed }) => pressed);
  await heard.dispose();
}

export async function touch(page: Page, on: Locator): Promise<void> {
  await on.waitFor();
  const finger = await Finger.of(page);
  const { x, y } = await middle(on);
  await finger.down(x, y);
  await finger.up();
  await settle(page);
}

/** Pulls towards the inline end of a page that is written from the right, or of one that is not. */
export async function pull(page: Page, on: Locator, by: number): Promise<void> {
  const { x, y } = await middle(on);
  const finger = await Finger.of(page);
  await finger.down(x, y);
  for (let step = 1; step <= 8; step++) await finger.move(x + (step * by) / 8, y);
  await finger.up();
}
