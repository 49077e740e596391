import type { Emoji } from './data.ts';

/** One sample of each version is enough: a system that draws it draws the others of its version. */
const SAMPLES: [version: number, emoji: string][] = [
  [12, '🥱'],
  [13, '🥲'],
  [14, '🫡'],
  [15, '🫨'],
  [16, '🫩'],
  [17, '🫯'],
];
const SIZE = 20;

/** Finds out which emoji the system's font can draw; the others would be empty boxes, flags two letters (Windows). */
export function createDrawableTest(): (emoji: Emoji) => boolean {
  const context = Object.assign(document.createElement('canvas'), {
    width: SIZE,
    height: SIZE,
  }).getContext('2d', { willReadFrequently: true });
  if (!context) return () => true;
  context.font = `${SIZE - 4}px sans-serif`;
  context.textBaseline = 'top';
  // A font without colours tells nothing.
  if (!isColoured(context, '😀')) return () => true;
  const missing = SAMPLES.find(([, emoji]) => !isColoured(context, emoji));
  const before = missing?.[0] ?? Number.POSITIVE_INFINITY;
  const flags = context.measureText('🇮🇷').width < context.measureText('😀').width * 1.5;
  return ({ since, emoji }) => since < before && (flags || !/\p{Regional_Indicator}/u.test(emoji));
}

/** Boxes for missing glyphs are drawn in the colour of the text: black here. */
function isColoured(context: CanvasRenderingContext2D, emoji: string): boolean {
  context.clearRect(0, 0, SIZE, SIZE);
  context.fillStyle = '#000';
  context.fillText(emoji, 0, 0);
  const { data } = context.getImageData(0, 0, SIZE, SIZE);
  for (let i = 0; i < data.length; i += 4) {
    if ((data[i] ?? 0) > 40 || (data[i + 1] ?? 0) > 40 || (data[i + 2] ?? 0) > 40) return true;
  }
  return false;
}
