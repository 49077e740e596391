import {
  isByFinger,
  type MenuAnchor,
  toMenuAnchor,
  watchRestingPointer,
} from '../ui/menu-anchor.ts';

const LONG_MS = 450;
/** A movement below this, in CSS pixels, is a finger that trembles. */
const SLOP = 10;

/**
 * Recognises what asks for a menu: a long press of a finger (Safari on iOS sends no `contextmenu`), a right click,
 * the keyboard's own key. The click that follows the press is swallowed.
 */
export class LongPress {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private start = { x: 0, y: 0 };
  private hasFired = false;

  constructor(private readonly act: (target: EventTarget | null, at: MenuAnchor) => void) {}

  readonly handleDown = (event: PointerEvent): void => {
    this.drop();
    this.hasFired = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    this.start = { x: event.clientX, y: event.clientY };
    const { target } = event;
    this.timer = setTimeout(() => {
      this.hasFired = true;
      this.act(target, { ...this.start, finger: watchRestingPointer(), meant: rowOf(target) });
    }, LONG_MS);
  };

  readonly move = (event: PointerEvent): void => {
    const { x, y } = this.start;
    if (Math.hypot(event.clientX - x, event.clientY - y) > SLOP) this.drop();
  };

  readonly drop = (): void => clearTimeout(this.timer);

  /** Browsers that send it for a finger too do so about when the press is long: whichever is first opens the menu. */
  readonly handleContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    this.drop();
    const { target } = event;
    const row = rowOf(target);
    if (!row || (isByFinger(event) && this.hasFired)) return;
    this.hasFired = isByFinger(event);
    this.act(target, toMenuAnchor(event, row));
  };

  readonly handleClick = (event: Event): void => {
    if (!this.hasFired) return;
    this.hasFired = false;
    event.preventDefault();
  };
}

function rowOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>('.chat')) || undefined;
}
