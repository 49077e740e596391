import type { TimelineMessage } from '../../core/services.ts';
import type { MenuAnchor } from '../../ui/menu-anchor.ts';
import type { PaMessage } from '../bubble/pa-message.ts';

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

/** The browser's: selected text has one, and so has a link. */
export function hasOwnMenu(event: Event): boolean {
  if (String(getSelection()) !== '') return true;
  return event.composedPath().some((part) => part instanceof Element && part.localName === 'a');
}

declare global {
  interface HTMLElementEventMap {
    /** What can be done with a message is asked for. */
    'pa-menu': CustomEvent<{ message: TimelineMessage; place: MenuAnchor }>;
    'pa-select': CustomEvent<{ message: TimelineMessage }>;
    /** It is to be answered. */
    'pa-swipe': CustomEvent<{ message: TimelineMessage }>;
  }
}
