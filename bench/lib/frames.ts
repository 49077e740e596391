import type { Page } from 'playwright-core';

/**
 * Begins to note when the page draws a frame, and nothing else: what is measured in a frame would cost it. Returns
 * how to end.
 */
export async function countFrames(page: Page): Promise<() => Promise<number[]>> {
  const recorder = await page.evaluateHandle(() => {
    const times: number[] = [];
    let on = true;
    const note = (time: number): void => {
      times.push(time);
      if (on) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    return () => {
      on = false;
      return times;
    };
  });
  return () => recorder.evaluate((stop) => stop());
}

/** `stepBack`: how far a row moved against the way of the finger, in CSS pixels; only a lost place does that. */
export type Places = { stepBack: number; most: number };

/** Begins to measure in every frame how one row in sight moves; returns how to end. */
export async function watchPlaces(page: Page): Promise<() => Promise<Places>> {
  const recorder = await page.locator('pa-timeline').evaluateHandle((timeline) => {
    const root = timeline.shadowRoot;
    const viewport = root?.querySelector('.viewport');
    if (!root || !viewport) throw new Error('no timeline');
    const rows = root.querySelectorAll('.content')[0]?.getElementsByTagName('pa-message');
    const frames = { stepBack: 0, most: 0 };
    let held: { row: Element; top: number } | null = null;
    let on = true;
    const look = (): void => {
      if (!on) return;
      frames.most = Math.max(frames.most, rows?.length ?? 0);
      const { top: edge, height } = viewport.getBoundingClientRect();
      if (held?.row.isConnected) {
        const { top } = held.row.getBoundingClientRect();
        frames.stepBack = Math.max(frames.stepBack, held.top - top);
        held = top < edge + height ? { row: held.row, top } : null;
      } else held = null;
      if (!held) {
        const row = root.elementFromPoint(180, edge + height / 4)?.closest('pa-message');
        if (row) held = { row, top: row.getBoundingClientRect().top };
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return () => {
      on = false;
      return frames;
    };
  });
  return () => recorder.evaluate((stop) => stop());
}

/**
 * Puts the reader near the upper edge of what is drawn, where older rows are drawn or fetched above, and returns how
 * far the lowest row in sight moved in any frame until that is over, in CSS pixels.
 */
export function shiftWhileLoading(page: Page): Promise<number> {
  return page.locator('pa-timeline').evaluate(async (timeline) => {
    const root = timeline.shadowRoot;
    const viewport = root?.querySelector('.viewport');
    const rows = root?.querySelector('.content')?.getElementsByTagName('pa-message');
    if (!viewport || !rows) throw new Error('no timeline');
    const first = () => rows[0]?.message?.clientId;
    const foot = viewport.getBoundingClientRect().bottom;
    viewport.scrollTop = 400;
    const before = first();
    const row = [...rows].findLast((one) => one.getBoundingClientRect().top < foot - 40);
    const top = row?.getBoundingClientRect().top ?? 0;
    let moved = 0;
    let still = 0;
    for (const end = performance.now() + 10_000; still < 20 && performance.now() < end; ) {
      await new Promise(requestAnimationFrame);
      const now = row?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
      moved = Math.max(moved, Math.abs(now - top));
      still = first() === before ? 0 : still + 1;
    }
    if (still === 0) throw new Error('nothing older came');
    return moved;
  });
}
