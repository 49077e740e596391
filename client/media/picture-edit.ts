/** The longer side of what is sent, in pixels: usual, and "HD". */
export const PICTURE_SIDE = 1600;
export const PICTURE_SIDE_HD = 2560;

/** In parts of the whole: 0 to 1, from the upper left. */
export type PictureArea = { x: number; y: number; width: number; height: number };

/** A line that hides what is under it; `width` in parts of the picture's shorter side. */
export type CoverLine = { points: readonly (readonly [x: number, y: number])[]; width: number };

/**
 * What a person changed before sending: first the quarter turns, clockwise, and then, in parts of the turned picture,
 * what is covered and what of it is kept.
 */
export type PictureEdit = {
  turns?: 0 | 1 | 2 | 3;
  crop?: PictureArea;
  covers?: readonly (PictureArea | CoverLine)[];
  /** Of the covers; any CSS colour without transparency. */
  colour?: string;
};

export type PixelSize = { width: number; height: number };

/** How a picture is drawn: all of it at the size `whole`, turned, so that the area from `x`, `y` of `size` is seen. */
type DrawingPlan = {
  whole: PixelSize;
  turned: PixelSize;
  x: number;
  y: number;
  size: PixelSize;
};

/** So that no side of what is seen is longer than `longest`; nothing is made larger than it is. */
export function planDrawing(full: PixelSize, longest: number, edit: PictureEdit = {}): DrawingPlan {
  const { turns = 0, crop = { x: 0, y: 0, width: 1, height: 1 } } = edit;
  const turned = turns % 2 === 1 ? { width: full.height, height: full.width } : full;
  const seen = { width: turned.width * crop.width, height: turned.height * crop.height };
  const scale = Math.min(1, longest / Math.max(seen.width, seen.height));
  const scaled = scaleSize(turned, scale);
  return {
    whole: turns % 2 === 1 ? { width: scaled.height, height: scaled.width } : scaled,
    turned: scaled,
    x: crop.x * scaled.width,
    y: crop.y * scaled.height,
    size: scaleSize(seen, scale),
  };
}

export function scaleSize({ width, height }: PixelSize, scale: number): PixelSize {
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

const ARROWS: Record<string, readonly [right: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow moves things, to where it points on the screen. */
export function findArrowStep(key: string, step: number): readonly [number, number] | undefined {
  const arrow = ARROWS[key];
  return arrow && [arrow[0] * step, arrow[1] * step];
}

export function fitWithin(full: PixelSize, longest: number): PixelSize {
  return scaleSize(full, Math.min(1, longest / Math.max(full.width, full.height)));
}

/** A quarter turn more, clockwise: what was cut and covered turns with the picture. */
export function turnEdit({ turns = 0, crop, covers, ...edit }: PictureEdit = {}): PictureEdit {
  return {
    ...edit,
    turns: TURNED[turns],
    ...(crop ? { crop: turnArea(crop) } : {}),
    ...(covers ? { covers: covers.map(turnCover) } : {}),
  };
}

const TURNED = [1, 2, 3, 0] as const;

function turnArea({ x, y, width, height }: PictureArea): PictureArea {
  return { x: 1 - y - height, y: x, width: height, height: width };
}

function turnCover(cover: PictureArea | CoverLine): PictureArea | CoverLine {
  if (!('points' in cover)) return turnArea(cover);
  return { ...cover, points: cover.points.map(([x, y]) => [1 - y, x] as const) };
}

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** On white, since JPEG knows no transparency. */
export function drawPlanned(
  context: Context,
  bitmap: ImageBitmap,
  { whole, turned, x, y, size }: DrawingPlan,
  { turns = 0, covers = [], colour = 'black' }: PictureEdit,
): void {
  context.fillStyle = 'white';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.translate(-x, -y);
  context.save();
  const [right, down] = [
    [0, 0],
    [turned.width, 0],
    [turned.width, turned.height],
    [0, turned.height],
  ][turns] ?? [0, 0];
  context.translate(right ?? 0, down ?? 0);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(bitmap, 0, 0, whole.width, whole.height);
  context.restore();
  context.fillStyle = colour;
  context.strokeStyle = colour;
  for (const cover of covers) drawCover(context, cover, turned);
}

function drawCover(
  context: Context,
  cover: PictureArea | CoverLine,
  { width, height }: PixelSize,
): void {
  if (!('points' in cover)) {
    context.fillRect(cover.x * width, cover.y * height, cover.width * width, cover.height * height);
    return;
  }
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = cover.width * Math.min(width, height);
  context.beginPath();
  for (const [x, y] of cover.points) context.lineTo(x * width, y * height);
  // A tap is a dot; a line of no length would draw nothing.
  const [first] = cover.points;
  if (cover.points.length === 1 && first)
    context.lineTo(first[0] * width + 0.01, first[1] * height);
  context.stroke();
}
