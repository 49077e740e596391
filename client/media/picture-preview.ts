import { rgbaToThumbHash } from 'thumbhash';
import { toBase64 } from './base64.ts';
import { fitWithin } from './picture-edit.ts';

/** Pixels of a thumb's longer side, and its bytes: what the server takes. */
const THUMB_SIDE = 320;
const THUMB_BYTES = 65_536;
const THUMB_QUALITIES = [0.7, 0.5, 0.3, 0.1];
/** The package refuses more. */
const HASH_SIDE = 100;

/** What stands for a picture or a video before it is there: a JPEG of at most 64 KiB, and a hash of 28 letters. */
export type MediaPreview = { thumb: Blob; thumbhash: string };

type Drawable = OffscreenCanvas | ImageBitmap | HTMLVideoElement;

export async function makePreview(
  source: Drawable,
  full: { width: number; height: number },
): Promise<MediaPreview> {
  const thumb = drawSmaller(source, full, THUMB_SIDE);
  return { thumb: await encodeThumb(thumb), thumbhash: hashPicture(thumb) };
}

function drawSmaller(
  source: Drawable,
  full: { width: number; height: number },
  longest: number,
): OffscreenCanvas {
  const { width, height } = fitWithin(full, longest);
  const canvas = new OffscreenCanvas(width, height);
  const context = drawingContextOf(canvas);
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

export function drawingContextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new DOMException('no canvas', 'NotSupportedError');
  return context;
}

/** A browser that cannot encode what it is asked for gives a PNG without a word. */
export async function encodeJpeg(canvas: OffscreenCanvas, quality: number): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  if (blob.type !== 'image/jpeg') throw new DOMException(blob.type, 'NotSupportedError');
  return blob;
}

async function encodeThumb(canvas: OffscreenCanvas): Promise<Blob> {
  for (const quality of THUMB_QUALITIES) {
    const blob = await encodeJpeg(canvas, quality);
    if (blob.size <= THUMB_BYTES) return blob;
  }
  throw new DOMException('too large a thumb', 'EncodingError');
}

function hashPicture(thumb: OffscreenCanvas): string {
  const small = drawSmaller(thumb, thumb, HASH_SIDE);
  const { width, height } = small;
  const { data } = drawingContextOf(small).getImageData(0, 0, width, height);
  return toBase64(rgbaToThumbHash(width, height, data));
}
