import type { TimelineMessage } from '../../core/services.ts';
import type { MenuAnchor } from '../../ui/menu-anchor.ts';
import type { PaMessage } from '../bubble/pa-message.ts';

/** Moves the focus up and down among the bubbles; it begins at the lowest one in sight. */
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

/** Returns the bubble that an event began in; `null` from one of its buttons when only the bubble itself counts. */
export function bubbleOf(event: Event, itself = false): PaMessage | null {
  const path = event.composedPath().slice(0, itself ? 1 : undefined);
  const found = path.find((part) => part instanceof Element && part.localName === 'pa-message');
  return (found as PaMessage | undefined) ?? null;
}

/** Selected text has a menu of the browser's own, and so has a link. */
export function hasOwnMenu(event: Event): boolean {
  if (String(getSelection()) !== '') return true;
  return event.composedPath().some((part) => part instanceof Element && part.localName === 'a');
}

declare global {
  interface HTMLElementEventMap {
    /** Asks for what can be done with a message. */
    'pa-menu': CustomEvent<{ message: TimelineMessage; place: MenuAnchor }>;
    'pa-select': CustomEvent<{ message: TimelineMessage }>;
    /** Asks to reply to it. */
    'pa-swipe': CustomEvent<{ message: TimelineMessage }>;
  }
}
