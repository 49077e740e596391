/** A point of the viewport in CSS pixels, or a box's edge that is `width` wide. `finger`: what asked by resting there. */
export type Place = { x: number; y: number; width?: number; finger?: Finger };
export type Finger = { down: boolean };

/**
 * Follows a finger that is down now until it is lifted. The platform closes a popover when a press ends outside of it,
 * also the press that opened it.
 */
export function restingFinger(): Finger {
  const finger = { down: true };
  const lifted = () =>
    setTimeout(() => {
      finger.down = false;
    });
  for (const type of ['pointerup', 'pointercancel'])
    addEventListener(type, lifted, { once: true, capture: true });
  return finger;
}

const EDGE = 8;

/**
 * Puts an open menu at a place: its far edge on the place's far edge in the reading direction, moved so that all of it
 * is on the screen. The viewport's own coordinates are physical, so they are set by `translate`, not by insets.
 */
export function placeMenu(menu: HTMLElement, place: Place): void {
  // Its box as laid out: it is drawn smaller while it unfolds.
  const { offsetWidth: width, offsetHeight: height } = menu;
  const rtl = getComputedStyle(menu).direction === 'rtl';
  const start = rtl ? place.x : place.x + (place.width ?? 0) - width;
  const x = Math.max(EDGE, Math.min(start, innerWidth - width - EDGE));
  const y = Math.max(EDGE, Math.min(place.y, innerHeight - height - EDGE));
  menu.style.insetBlockStart = '0';
  // In a right-to-left page inset-inline-start 0 is the other edge: from there x counts backwards.
  menu.style.insetInlineStart = '0';
  menu.style.translate = `${rtl ? x + width - document.documentElement.clientWidth : x}px ${y}px`;
}
