import { clamp, type PictureArea } from '../../../media/picture-edit.ts';

/** Of a picture as it is seen, whichever way lines run. */
export type Side = 'top' | 'right' | 'bottom' | 'left';

export const WHOLE: PictureArea = { x: 0, y: 0, width: 1, height: 1 };
/** No area is made smaller: its sides could not be held any more. */
const LEAST = 0.05;

/** Moves these sides of an area, or without any the whole of it, and keeps it within the picture. */
export function dragArea(
  { x, y, width, height }: PictureArea,
  sides: readonly Side[],
  [right, down]: readonly [number, number],
): PictureArea {
  if (sides.length === 0)
    return {
      x: clamp(x + right, 0, 1 - width),
      y: clamp(y + down, 0, 1 - height),
      ...{ width, height },
    };
  const of = (side: Side, at: number, by: number, least: number, most: number) =>
    sides.includes(side) ? clamp(at + by, least, most) : at;
  const start = of('left', x, right, 0, x + width - LEAST);
  const end = of('right', x + width, right, x + LEAST, 1);
  const top = of('top', y, down, 0, y + height - LEAST);
  const bottom = of('bottom', y + height, down, y + LEAST, 1);
  return { x: start, y: top, width: end - start, height: bottom - top };
}

/** What lies between two points. */
export function areaBetween(
  [x, y]: readonly [number, number],
  [otherX, otherY]: readonly [number, number],
): PictureArea {
  return {
    x: Math.min(x, otherX),
    y: Math.min(y, otherY),
    width: Math.abs(x - otherX),
    height: Math.abs(y - otherY),
  };
}

/** A quarter of each side, in the middle of an area. */
export function middleOf({ x, y, width, height }: PictureArea): PictureArea {
  return {
    x: x + width * 0.375,
    y: y + height * 0.375,
    width: width * 0.25,
    height: height * 0.25,
  };
}
