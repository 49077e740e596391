import { findArrowStep, type PixelSize } from '../../media/picture-edit.ts';
import { moveBy, type SquareView, zoomTo } from './square.ts';

type Point = readonly [x: number, y: number];
type Look = { full: PixelSize; view: SquareView };

const STEP = 0.04;
const ZOOM_STEP = 1.1;

/** Fingers, mouse, wheel and keys on a square window: each gives the view as it is then, or undefined. */
export class SquareGestures {
  private readonly points = new Map<number, Point>();

  constructor(private readonly window: () => HTMLElement | undefined) {}

  /** In parts of the window, from its middle. */
  private pointOf({ clientX, clientY }: MouseEvent): Point {
    const box = this.window()?.getBoundingClientRect();
    if (!box) return [0, 0];
    return [(clientX - box.x) / box.width - 0.5, (clientY - box.y) / box.height - 0.5];
  }

  press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.points.set(event.pointerId, this.pointOf(event));
    this.window()?.setPointerCapture(event.pointerId);
  }

  letGo(event: PointerEvent): void {
    this.points.delete(event.pointerId);
  }

  /** One finger moves the picture; two also make it larger, about the place between them. */
  move(event: PointerEvent, { full, view }: Look): SquareView | undefined {
    if (!this.points.has(event.pointerId)) return undefined;
    const before = [...this.points.values()];
    this.points.set(event.pointerId, this.pointOf(event));
    const after = [...this.points.values()];
    const [from, to] = [middleOf(before), middleOf(after)];
    const moved = moveBy(full, view, to[0] - from[0], to[1] - from[1]);
    const spread = spreadOf(before);
    return spread > 0 ? zoomTo(full, moved, (moved.zoom * spreadOf(after)) / spread, to) : moved;
  }

  wheel(event: WheelEvent, { full, view }: Look): SquareView {
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    const zoom = view.zoom * Math.exp((-event.deltaY * lines) / 500);
    return zoomTo(full, view, zoom, this.pointOf(event));
  }

  /** Arrows move what is seen to where they point; plus and minus change how large it is. */
  key({ key }: KeyboardEvent, { full, view }: Look): SquareView | undefined {
    const arrow = findArrowStep(key, STEP);
    if (arrow) return moveBy(full, view, -arrow[0], -arrow[1]);
    if (key === '+' || key === '=') return zoomTo(full, view, view.zoom * ZOOM_STEP);
    return key === '-' ? zoomTo(full, view, view.zoom / ZOOM_STEP) : undefined;
  }
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce(([x, y], [nextX, nextY]): Point => [x + nextX, y + nextY], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** How far two fingers are from each other; 0 with any other number. */
function spreadOf(points: readonly Point[]): number {
  const [one, other] = points;
  if (!one || !other || points.length > 2) return 0;
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
