import { thumbHashToRGBA } from 'thumbhash';
import { fromBase64 } from './base64.ts';

/** A hash has 5 to 25 bytes; anything else came from somebody who makes them up. */
const SHORTEST = 5;
const LONGEST = 25;

/** The pixels of a thumbhash in base64, at most 32 × 32; undefined when it is none. */
function decodeThumbhash(hash: string): ImageData | undefined {
  const bytes = fromBase64(hash);
  if (!bytes || bytes.length < SHORTEST || bytes.length > LONGEST) return undefined;
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  // Bits that no picture gives: a shape so thin that its short side is nothing.
  if (w < 1 || h < 1) return undefined;
  return new ImageData(new Uint8ClampedArray(rgba), w, h);
}

/**
 * Draws the hash on the canvas, whose own size becomes that of the hash: CSS stretches it. Returns false, and leaves the
 * canvas as it is, when there is nothing to draw.
 */
export function drawThumbhash(canvas: HTMLCanvasElement, hash: string): boolean {
  const pixels = decodeThumbhash(hash);
  const context = pixels && canvas.getContext('2d');
  if (!context) return false;
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  context.putImageData(pixels, 0, 0);
  return true;
}
