const LONG_MS = 450;
/** Movement below this, in CSS pixels, is a finger that trembles. */
const SLOP = 10;

type Point = { x: number; y: number };

/** A long press of a finger; Safari on iOS sends no `contextmenu`. The click that follows the press is not one. */
export class LongPress {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private start: Point = { x: 0, y: 0 };
  private fired = false;

  constructor(private readonly act: (target: EventTarget | null, at: Point) => void) {}

  readonly down = (event: PointerEvent): void => {
    this.drop();
    this.fired = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    this.start = { x: event.clientX, y: event.clientY };
    const target = event.target;
    this.timer = setTimeout(() => {
      this.fired = true;
      this.act(target, this.start);
    }, LONG_MS);
  };

  readonly move = (event: PointerEvent): void => {
    const { x, y } = this.start;
    if (Math.hypot(event.clientX - x, event.clientY - y) > SLOP) this.drop();
  };

  readonly drop = (): void => clearTimeout(this.timer);

  readonly click = (event: Event): void => {
    if (!this.fired) return;
    this.fired = false;
    event.preventDefault();
  };
}
