/**
 * The Back button closes what lies on top before it leaves the page: an overlay that opens puts an entry of its own in
 * the history (same URL), and goes when that entry goes. Closing it by other means takes the entry out again.
 */
type Overlay = { id: number; close: () => void };

let count = 0;
let stack: Overlay[] = [];
let leaving: Promise<void> | null = null;

function overlayOf(state: unknown): number {
  const kept = state as { overlay?: number } | null;
  return kept?.overlay ?? 0;
}

/** Puts an overlay on top; returns what to call when it closes by itself (twice is harmless). */
export function openOverlay(close: () => void): () => void {
  const id = ++count;
  stack = [...stack, { id, close }];
  history.pushState({ ...history.state, overlay: id }, '');
  return () => {
    if (!stack.some((overlay) => overlay.id === id)) return;
    stack = stack.filter((overlay) => overlay.id !== id);
    leave(id);
  };
}

/** Takes its entry out, once those above it are out and it is the current one. */
function leave(id: number): void {
  const before = leaving;
  const left = goBack(id, before).finally(() => {
    if (leaving === left) leaving = null;
  });
  leaving = left;
}

/** `back()` is carried out later; a navigation meanwhile must wait, or the new page would be removed. */
async function goBack(id: number, before: Promise<void> | null): Promise<void> {
  if (before) await before;
  if (overlayOf(history.state) !== id) return;
  await new Promise<void>((resolve) => {
    addEventListener('popstate', () => resolve(), { once: true });
    history.back();
  });
}

/** Resolves when no entry of a closed overlay is on its way out. */
export async function waitForHistory(): Promise<void> {
  while (leaving !== null) await leaving;
}

/** Says whether an overlay's entry is the current one: a navigation replaces it instead of standing on it. */
export function isOnOverlayEntry(): boolean {
  return overlayOf(history.state) !== 0;
}

/**
 * The router calls this: it closes the overlays above the entry that Back went to. Returns whether there were any.
 */
export function closeAbove(state: unknown): boolean {
  const kept = overlayOf(state);
  const above = stack.filter((overlay) => overlay.id > kept);
  stack = stack.filter((overlay) => overlay.id <= kept);
  for (const overlay of above.reverse()) overlay.close();
  return above.length > 0;
}
