/**
 * A point of the viewport in CSS pixels, or a box's edge that is `width` wide. `finger`: the finger that asked by
 * resting there.
 */
export type MenuAnchor = {
  x: number;
  y: number;
  width?: number;
  finger?: RestingPointer;
  /** The subject of the menu, where no pointer is on it. */
  meant?: HTMLElement;
  /** Puts the open menu somewhere else than at the point; returns how that is undone when it is closed. */
  arrange?(menu: HTMLElement): () => void;
  /** Called when what was opened there is closed. */
  onClose?(): void;
};
export type RestingPointer = { isResting: boolean };

/**
 * Watches a finger that is down now. What the platform makes of its lifting (a popover that it closes, a click on
 * what has opened under it) comes at times of its own choice: only the next press, or key, is surely another one.
 */
export function watchRestingPointer(): RestingPointer {
  const finger = { isResting: true };
  const over = () => {
    finger.isResting = false;
  };
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(type, over, { once: true, capture: true });
  return finger;
}

/** Returns where a menu for `asked` opens: at the pointer, or at the element itself when the keyboard asked. */
export function toMenuAnchor(event: Event, asked: HTMLElement): MenuAnchor {
  if (event instanceof MouseEvent && event.clientX + event.clientY > 0) {
    const at = { x: event.clientX, y: event.clientY };
    return isByFinger(event) ? { ...at, finger: watchRestingPointer(), meant: asked } : at;
  }
  const box = asked.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height, 48), meant: asked };
}

/** Chromium asks for a context menu by a pointer event of its own, which names the kind of pointer. */
export function isByFinger(event: Event): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}

export const EDGE = 8;

/**
 * Puts an open menu at an anchor: its far edge on the anchor's far edge in the reading direction, moved so that all
 * of it is on the screen. The viewport's own coordinates are physical, so they are set by `translate`, not by insets.
 */
export function placeMenu(menu: HTMLElement, place: MenuAnchor): void {
  // These are the sizes as laid out: the menu is drawn smaller while it unfolds.
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
