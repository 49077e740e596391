import { type Place, restingFinger } from '../ui/place.ts';
import type { PaMessage } from './pa-message.ts';

/** Up and down among the bubbles by keyboard; the lowest one in sight is where it begins. */
export function moveFocus(
  rows: ArrayLike<HTMLElement>,
  focused: Element | null,
  lowest: number,
  step: -1 | 1,
): void {
  const at = Array.prototype.indexOf.call(rows, focused);
  const row = rows[at === -1 ? lowest : at + step];
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}

/** The bubble that an event began in; `null` from one of its buttons when only the bubble itself counts. */
export function bubbleOf(event: Event, itself = false): PaMessage | null {
  const path = itself ? [event.target] : event.composedPath();
  const found = path.find((part) => part instanceof Element && part.localName === 'pa-message');
  return (found as PaMessage | undefined) ?? null;
}

/** Where a menu for it opens: at the pointer, or at the bubble when the keyboard asked. */
export function menuPlace(event: Event, row: PaMessage): Place {
  if (event instanceof MouseEvent && event.clientX + event.clientY > 0) {
    const at = { x: event.clientX, y: event.clientY };
    const byFinger = event instanceof PointerEvent && event.pointerType === 'touch';
    return byFinger ? { ...at, finger: restingFinger() } : at;
  }
  const box = row.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height, 48) };
}
