import { EDGE, type MenuAnchor, placeMenu } from './menu-anchor.ts';

/** The gap between the message or chat and its menu, CSS pixels. */
const GAP = 8;
/** The ring around the message or chat lies outside its box. */
const RING = 3;

/**
 * Returns an anchor beside what the menu is about, for input without a pointer that says it: the menu does not cover
 * it, and the veil has a hole there. Where neither side has room it is lifted, as far as its list is in sight.
 */
export function beside(place: MenuAnchor): MenuAnchor {
  const { meant } = place;
  return meant ? { ...place, arrange: (menu) => arrange(menu, meant) } : place;
}

function arrange(menu: HTMLElement, meant: HTMLElement): () => void {
  const { style } = findLifted(meant);
  // It is measured without a lift, since the menu before may have lifted it already.
  style.transition = 'none';
  style.translate = '';
  const box = meant.getBoundingClientRect();
  const lift = placeBeside(menu, box, box.top - measureTop(meant));
  style.transition = 'translate var(--motion-fast) var(--ease)';
  style.translate = lift > 0 ? `0 ${-lift}px` : '';
  style.zIndex = '1';
  const stop = follow(menu, meant);
  return () => {
    stop();
    style.translate = style.zIndex = '';
  };
}

/** Returns what is lifted: the whole component, since what is drawn outside of its box is cut off. */
function findLifted(meant: HTMLElement): HTMLElement {
  const host = meant.matches('.bubble') ? hostOf(meant.getRootNode()) : null;
  return host instanceof HTMLElement ? host : meant;
}

/** Returns by how much the subject of the menu has to be lifted, at most `spare`. */
function placeBeside(menu: HTMLElement, box: DOMRect, spare: number): number {
  const { x, width } = box;
  const height = menu.offsetHeight;
  const below = innerHeight - EDGE - GAP - box.bottom;
  const fitsAbove = height <= box.top - EDGE - GAP;
  const lift = height <= below || fitsAbove ? 0 : Math.max(0, Math.min(spare, height - below));
  const y = height > below && fitsAbove ? box.top - GAP - height : box.bottom + GAP - lift;
  placeMenu(menu, { x, y, width });
  return lift;
}

/** Returns where its list begins: above that it would be cut off. */
function measureTop(of: HTMLElement): number {
  for (let node: Node | null = of; node; node = node.parentNode ?? hostOf(node)) {
    if (node instanceof Element && /auto|scroll/.test(getComputedStyle(node).overflowY))
      return node.getBoundingClientRect().top + EDGE;
  }
  return EDGE;
}

function hostOf(node: Node): Element | null {
  return node instanceof ShadowRoot ? node.host : null;
}

/** The hole follows: messages that come move the subject, and so does the lift itself. */
function follow(menu: HTMLElement, meant: HTMLElement): () => void {
  let frame = 0;
  const update = (): void => {
    menu.style.setProperty('--hole', toHolePath(meant));
    frame = requestAnimationFrame(update);
  };
  update();
  return () => cancelAnimationFrame(frame);
}

/** Returns all of the screen but its box, whose corners are as round as its own. */
function toHolePath(meant: HTMLElement): string {
  const { x, y, width, height } = meant.getBoundingClientRect();
  const style = getComputedStyle(meant);
  const most = Math.min(width, height) / 2;
  const round = (css: string): number => Math.min(most, Number.parseFloat(css) || 0) + RING;
  const [a, b, c, d] = [
    round(style.borderTopLeftRadius),
    round(style.borderTopRightRadius),
    round(style.borderBottomRightRadius),
    round(style.borderBottomLeftRadius),
  ];
  const [w, h] = [width + 2 * RING, height + 2 * RING];
  return `path(evenodd, "M0 0H${innerWidth}V${innerHeight}H0Z M${x - RING + a} ${y - RING}h${w - a - b}a${b} ${b} 0 0 1 ${b} ${b}v${h - b - c}a${c} ${c} 0 0 1 ${-c} ${c}h${c + d - w}a${d} ${d} 0 0 1 ${-d} ${-d}v${a + d - h}a${a} ${a} 0 0 1 ${a} ${-a}Z")`;
}
