/** A second hand: how far a key moves the position. */
const STEP_MS = 5_000;
const PAGE_MS = 15_000;

const KEYS: Record<string, (at: number, whole: number) => number> = {
  ArrowRight: (at) => at + STEP_MS,
  ArrowUp: (at) => at + STEP_MS,
  ArrowLeft: (at) => at - STEP_MS,
  ArrowDown: (at) => at - STEP_MS,
  PageUp: (at) => at + PAGE_MS,
  PageDown: (at) => at - PAGE_MS,
  Home: () => 0,
  End: (_, whole) => whole,
};

/** Where a key leads, within 0 and `whole`; undefined: the key is for somebody else. Time runs from left to right. */
export function positionByKey(key: string, at: number, whole: number): number | undefined {
  const next = KEYS[key]?.(at, whole);
  return next === undefined ? undefined : Math.max(0, Math.min(whole, next));
}

/** Which share of an element lies left of a pointer, 0 to 1. */
export function shareAt({ clientX }: { clientX: number }, { left, width }: DOMRect): number {
  return width === 0 ? 0 : Math.max(0, Math.min(1, (clientX - left) / width));
}
