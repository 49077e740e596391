import type { CoverLine, PictureArea, PictureEdit } from '../../../media/picture-edit.ts';
import { areaBetween, dragArea, type Side } from './areas.ts';
import type { Cover, EditSteps } from './edit-steps.ts';

export type EditMode = 'crop' | 'area' | 'brush';
type Point = readonly [x: number, y: number];

/** Of a brush, in parts of the shorter side: as wide as a line of writing in a picture of a screen. */
const BRUSH = 0.06;
/** What is drawn with a shaking finger: a tap with the area tool covers nothing. */
const TOO_SMALL = 0.01;

/** One press on the picture until it is let go: what it would make of the edit, and at the end makes. */
export class Stroke {
  private readonly points: Point[];
  private crop: PictureArea | undefined;

  /** `sides`: those of the crop that are held; null: the press is beside it. */
  constructor(
    private readonly steps: EditSteps,
    private readonly mode: EditMode,
    start: Point,
    private readonly sides: readonly Side[] | null,
  ) {
    this.points = [start];
  }

  move(to: Point): void {
    const { points, steps, sides } = this;
    if (this.mode === 'brush') points.push(to);
    else points[1] = to;
    const [from] = points;
    if (this.mode === 'crop' && sides && from)
      this.crop = dragArea(steps.crop, sides, [to[0] - from[0], to[1] - from[1]]);
  }

  /** As it would be if it ended now. */
  get shown(): PictureEdit {
    const { edit, covers } = this.steps;
    if (this.crop) return { ...edit, crop: this.crop };
    const { cover } = this;
    return cover ? { ...edit, covers: [...covers, cover] } : edit;
  }

  end(): void {
    const { crop, cover, steps } = this;
    if (crop) steps.cut(crop);
    else if (cover) steps.cover(cover);
  }

  private get cover(): Cover | undefined {
    const [from, to] = this.points;
    if (this.mode === 'brush') return { points: this.points, width: BRUSH } satisfies CoverLine;
    if (this.mode === 'crop' || !from || !to) return undefined;
    const area = areaBetween(from, to);
    return Math.max(area.width, area.height) < TOO_SMALL ? undefined : area;
  }
}
