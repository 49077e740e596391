import { byFinger, type MenuAnchor, menuPlace, watchRestingPointer } from '../ui/menu-anchor.ts';

const LONG_MS = 450;
/** Movement below this, in CSS pixels, is a finger that trembles. */
const SLOP = 10;

/**
 * What asks for a menu: a long press of a finger (Safari on iOS sends no `contextmenu`), a right click, the keyboard's own
 * key. The click that follows the press is not one.
 */
export class LongPress {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private start = { x: 0, y: 0 };
  private fired = false;

  constructor(private readonly act: (target: EventTarget | null, at: MenuAnchor) => void) {}

  readonly down = (event: PointerEvent): void => {
    this.drop();
    this.fired = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    this.start = { x: event.clientX, y: event.clientY };
    const { target } = event;
    this.timer = setTimeout(() => {
      this.fired = true;
      this.act(target, { ...this.start, finger: watchRestingPointer(), meant: rowOf(target) });
    }, LONG_MS);
  };

  readonly move = (event: PointerEvent): void => {
    const { x, y } = this.start;
    if (Math.hypot(event.clientX - x, event.clientY - y) > SLOP) this.drop();
  };

  readonly drop = (): void => clearTimeout(this.timer);

  /** Browsers that do send it for a finger, send it about when the press is long: whichever is first opens the menu. */
  readonly context = (event: MouseEvent): void => {
    event.preventDefault();
    this.drop();
    const { target } = event;
    const row = rowOf(target);
    if (!row || (byFinger(event) && this.fired)) return;
    this.fired = byFinger(event);
    this.act(target, menuPlace(event, row));
  };

  readonly click = (event: Event): void => {
    if (!this.fired) return;
    this.fired = false;
    event.preventDefault();
  };
}

function rowOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>('.chat')) || undefined;
}
