import type { CDPSession } from 'playwright-core';

/** CSS pixels a second. */
const SPEED = 1500;
const FROM = 160;
const DRAG = 420;
/** The list glides on before the finger takes it again. */
const GLIDE_MS = 400;

/**
 * Drags again and again, and lets go each time while the finger moves, as a person does who looks for something old.
 */
export async function drag(
  cdp: CDPSession,
  seconds: number,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: 180, y }],
    });
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    await before();
    const began = performance.now();
    await touch('touchStart', FROM);
    for (let y = FROM; y < FROM + DRAG; ) {
      y = FROM + Math.min(DRAG, ((performance.now() - began) * SPEED) / 1000);
      // The call resolves when the page has taken the event: never more than one is on its way.
      await touch('touchMove', y);
      await Bun.sleep(8);
    }
    await touch('touchEnd');
    await Bun.sleep(GLIDE_MS);
  }
}
