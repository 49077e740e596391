import { direction } from '../i18n/locale.ts';
import type { MenuAnchor } from '../ui/menu-anchor.ts';

/** The near edges on one line, in the direction of reading. */
export function aboveButton(
  { offsetWidth, offsetHeight }: HTMLElement,
  { x, y, width = 0 }: MenuAnchor,
): MenuAnchor {
  const start = direction() === 'rtl' ? x + width - offsetWidth : x;
  return { x: start, y: y - offsetHeight, width: offsetWidth };
}
