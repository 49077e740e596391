import { LIMITS } from '../../../protocol/limits.ts';
import { clamp, type PictureArea, type PixelSize } from '../../media/picture-edit.ts';

/**
 * What of a picture is in a square window. `zoom` 1: its shorter side is as long as the window's. `x`, `y`: what lies in the
 * middle of it, in parts of the turned picture.
 */
export type SquareView = { turns: 0 | 1 | 2 | 3; zoom: number; x: number; y: number };

export const MIDDLE: SquareView = { turns: 0, zoom: 1, x: 0.5, y: 0.5 };

const ZOOM_MOST = 8;
/** Pixels that a cut should have at least: fewer are no likeness any more. */
const CUT_LEAST = 2 * LIMITS.avatarSideMin;

const shorterOf = ({ width, height }: PixelSize): number => Math.min(width, height);

export const isTooSmall = (full: PixelSize): boolean => shorterOf(full) < LIMITS.avatarSideMin;

export const zoomMost = (full: PixelSize): number =>
  clamp(shorterOf(full) / CUT_LEAST, 1, ZOOM_MOST);

function turnedSize({ width, height }: PixelSize, { turns }: SquareView): PixelSize {
  return turns % 2 === 1 ? { width: height, height: width } : { width, height };
}

/** The picture's sides beside the window's. */
export function shownSize(full: PixelSize, view: SquareView): PixelSize {
  const { width, height } = turnedSize(full, view);
  const scale = view.zoom / shorterOf(full);
  return { width: width * scale, height: height * scale };
}

/** Keeps the window full of picture. */
function settle(full: PixelSize, view: SquareView): SquareView {
  const zoom = clamp(view.zoom, 1, zoomMost(full));
  const { width, height } = shownSize(full, { ...view, zoom });
  const within = (at: number, side: number) => clamp(at, 0.5 / side, 1 - 0.5 / side);
  return { ...view, zoom, x: within(view.x, width), y: within(view.y, height) };
}

/** Moves the picture under the window, in parts of the window. */
export function moveBy(full: PixelSize, view: SquareView, right: number, down: number): SquareView {
  const { width, height } = shownSize(full, view);
  return settle(full, { ...view, x: view.x - right / width, y: view.y - down / height });
}

/** What lies at a place of the window, in its parts from the middle, stays there. */
export function zoomTo(
  full: PixelSize,
  view: SquareView,
  zoom: number,
  [right, down]: readonly [number, number] = [0, 0],
): SquareView {
  const next = clamp(zoom, 1, zoomMost(full));
  const before = shownSize(full, view);
  const after = shownSize(full, { ...view, zoom: next });
  return settle(full, {
    ...view,
    zoom: next,
    x: view.x + right / before.width - right / after.width,
    y: view.y + down / before.height - down / after.height,
  });
}

/** By a quarter, clockwise; what was in the middle stays there. */
export function turn(full: PixelSize, { turns, zoom, x, y }: SquareView): SquareView {
  const next = ((turns + 1) % 4) as SquareView['turns'];
  return settle(full, { turns: next, zoom, x: 1 - y, y: x });
}

/** In whole pixels, so that what is cut is a square to the pixel. */
export function cutOf(full: PixelSize, view: SquareView): PictureArea {
  const { width, height } = turnedSize(full, view);
  const side = Math.max(1, Math.floor(shorterOf(full) / view.zoom));
  const from = (at: number, whole: number) =>
    clamp(Math.round(at * whole - side / 2), 0, whole - side);
  return {
    x: from(view.x, width) / width,
    y: from(view.y, height) / height,
    width: side / width,
    height: side / height,
  };
}
