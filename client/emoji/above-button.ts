import { direction } from '../i18n/locale.ts';
import type { MenuAnchor } from '../ui/menu-anchor.ts';

/** Puts the near edges on one line, in the direction of reading. */
export function anchorAbove(
  { offsetWidth, offsetHeight }: HTMLElement,
  { x, y, width = 0 }: MenuAnchor,
): MenuAnchor {
  const start = direction() === 'rtl' ? x + width - offsetWidth : x;
  return { x: start, y: y - offsetHeight, width: offsetWidth };
}
