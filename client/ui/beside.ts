import { EDGE, type MenuAnchor, placeMenu } from './menu-anchor.ts';

/** Between what is meant and its menu. */
const GAP = 8;
/** The ring around what is meant lies outside its box. */
const RING = 3;

/**
 * A place beside what the menu is about, for whoever has no pointer that says it: the menu does not cover it, and the veil
 * has a hole there. Where neither side has room it is lifted, as far as its list is in sight.
 */
export function beside(place: MenuAnchor): MenuAnchor {
  const { meant } = place;
  return meant ? { ...place, arrange: (menu) => arrange(menu, meant) } : place;
}

function arrange(menu: HTMLElement, meant: HTMLElement): () => void {
  const { style } = liftedWith(meant);
  // As it stands by itself: it may be lifted already, for the menu before.
  style.transition = 'none';
  style.translate = '';
  const box = meant.getBoundingClientRect();
  const lift = put(menu, box, box.top - topInSight(meant));
  style.transition = 'translate var(--motion-fast) var(--ease)';
  style.translate = lift > 0 ? `0 ${-lift}px` : '';
  style.zIndex = '1';
  const stop = follow(menu, meant);
  return () => {
    stop();
    style.translate = style.zIndex = '';
  };
}

/** The whole component: what is drawn outside of its own box is cut off. */
function liftedWith(meant: HTMLElement): HTMLElement {
  const host = meant.matches('.bubble') ? hostOf(meant.getRootNode()) : null;
  return host instanceof HTMLElement ? host : meant;
}

/** Answers by how much what is meant has to be lifted, at most `spare`. */
function put(menu: HTMLElement, box: DOMRect, spare: number): number {
  const { x, width } = box;
  const height = menu.offsetHeight;
  const below = innerHeight - EDGE - GAP - box.bottom;
  const fitsAbove = height <= box.top - EDGE - GAP;
  const lift = height <= below || fitsAbove ? 0 : Math.max(0, Math.min(spare, height - below));
  const y = height > below && fitsAbove ? box.top - GAP - height : box.bottom + GAP - lift;
  placeMenu(menu, { x, y, width });
  return lift;
}

/** Where the list begins in which it stands: above that it would be cut off. */
function topInSight(of: HTMLElement): number {
  for (let node: Node | null = of; node; node = node.parentNode ?? hostOf(node)) {
    if (node instanceof Element && /auto|scroll/.test(getComputedStyle(node).overflowY))
      return node.getBoundingClientRect().top + EDGE;
  }
  return EDGE;
}

function hostOf(node: Node): Element | null {
  return node instanceof ShadowRoot ? node.host : null;
}

/** Messages that come move it, and so does the lift itself. */
function follow(menu: HTMLElement, meant: HTMLElement): () => void {
  let frame = 0;
  const look = (): void => {
    menu.style.setProperty('--hole', holeAround(meant));
    frame = requestAnimationFrame(look);
  };
  look();
  return () => cancelAnimationFrame(frame);
}

/** All of the screen but its box, whose corners are as round as its own. */
function holeAround(meant: HTMLElement): string {
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
