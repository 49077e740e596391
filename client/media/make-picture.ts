import { isOnItsSide } from './exif.ts';
import type { PictureHeader } from './headers/header.ts';
import { readPictureHeader } from './headers/picture-header.ts';
import {
  drawPlanned,
  PICTURE_SIDE,
  type PictureEdit,
  type PixelSize,
  planDrawing,
  scaleSize,
} from './picture-edit.ts';
import { drawingContextOf, encodeJpeg, type MediaPreview, makePreview } from './picture-preview.ts';
import { stripMetadata } from './strip-metadata/strip-metadata.ts';

/** The first that is small enough: most are so at once, and a photo of leaves would be half a megabyte. */
const QUALITIES = [0.82, 0.74, 0.66];
const BYTES_A_PIXEL = 0.18;

/** Decoded it takes four bytes a pixel: 320 MB, more than which a phone's tab does not survive. */
const PIXELS_MOST = 80_000_000;
/** Longer than that, a picture of 1600 pixels is a stripe in which nothing can be read. */
const RATIO_MOST = 12;

/** `longest`: the longer side of what is sent, in pixels. */
export type PictureOptions = { longest?: number; edit?: PictureEdit };

export type PreparedPicture = MediaPreview & {
  as: 'picture';
  blob: Blob;
  width: number;
  height: number;
  /** It moves, and is sent as it is but for what it tells of place and camera. */
  animated: boolean;
};

/** Why a picture is sent as a file: no kind that browsers show, too many pixels, too long, or damaged. */
export type SentAsFile = { as: 'file'; why: 'kind' | 'pixels' | 'shape' | 'damaged' };

/**
 * Makes a picture ready to be sent: upright, in sRGB, as a JPEG with no side longer than `longest`, with what stands for
 * it before it arrives. One that is small already stays as it is, without what it tells of place and camera. Never throws.
 */
export async function makePicture(
  source: Blob,
  { longest = PICTURE_SIDE, edit }: PictureOptions = {},
): Promise<PreparedPicture | SentAsFile> {
  const header = await readPictureHeader(source);
  if (!header) return { as: 'file', why: 'kind' };
  const { width, height } = header;
  if (width < 1 || height < 1) return { as: 'file', why: 'damaged' };
  if (width * height > PIXELS_MOST) return { as: 'file', why: 'pixels' };
  if (!edit && Math.max(width, height) > RATIO_MOST * Math.min(width, height))
    return { as: 'file', why: 'shape' };
  try {
    return header.animated && !edit
      ? await keepMoving(source)
      : await makeSmaller(source, header, longest, edit);
  } catch {
    return { as: 'file', why: 'damaged' };
  }
}

async function keepMoving(source: Blob): Promise<PreparedPicture> {
  const bitmap = await createImageBitmap(source);
  const { width, height } = bitmap;
  const preview = await makePreview(bitmap, bitmap);
  bitmap.close();
  const { blob } = await stripMetadata(source);
  return { as: 'picture', blob, width, height, ...preview, animated: true };
}

async function makeSmaller(
  source: Blob,
  header: PictureHeader,
  longest: number,
  edit: PictureEdit | undefined,
): Promise<PreparedPicture> {
  const { bitmap, full } = await decode(source, header, longest, edit);
  const plan = planDrawing(full, longest, edit);
  const canvas = new OffscreenCanvas(plan.size.width, plan.size.height);
  drawPlanned(drawingContextOf(canvas), bitmap, plan, edit ?? {});
  bitmap.close();
  const [blob, preview] = await Promise.all([encodeBounded(canvas), makePreview(canvas, canvas)]);
  const kept = edit ? undefined : await keepIfSmall(source, header, longest, blob.size);
  return { as: 'picture', blob: kept ?? blob, ...plan.size, ...preview, animated: false };
}

async function encodeBounded(canvas: OffscreenCanvas): Promise<Blob> {
  const most = canvas.width * canvas.height * BYTES_A_PIXEL;
  let blob: Blob | undefined;
  for (const quality of QUALITIES) {
    blob = await encodeJpeg(canvas, quality);
    if (blob.size <= most) break;
  }
  if (!blob) throw new DOMException('not encoded', 'EncodingError');
  return blob;
}

/**
 * Decoding to the size that is needed is a third of the time and memory. Where the header does not say for sure how the
 * browser turns it, or the browser does not know the option, the bitmap itself says how large the picture is.
 */
async function decode(
  source: Blob,
  header: PictureHeader,
  longest: number,
  edit: PictureEdit | undefined,
): Promise<{ bitmap: ImageBitmap; full: PixelSize }> {
  const full = uprightSize(header);
  if (full) {
    const { whole } = planDrawing(full, longest, edit);
    const bitmap = await createImageBitmap(source, {
      resizeWidth: whole.width,
      resizeHeight: whole.height,
      resizeQuality: 'high',
    });
    if (bitmap.width === whole.width && bitmap.height === whole.height) return { bitmap, full };
    bitmap.close();
  }
  const bitmap = await createImageBitmap(source);
  return { bitmap, full: scaleSize(bitmap, 1) };
}

function uprightSize({ mime, width, height, orientation }: PictureHeader): PixelSize | undefined {
  if (mime === 'image/jpeg' && isOnItsSide(orientation)) return { width: height, height: width };
  const sure = mime === 'image/jpeg' || (orientation === 1 && /png|webp|gif|bmp/.test(mime));
  return sure ? { width, height } : undefined;
}

/** What takes no longer to send than a tap is not made worse: an icon, a drawing. */
const SMALL_BYTES = 30_000;

/** Encoding again would make it larger and worse: a screenshot, or what was sent once already. */
async function keepIfSmall(
  source: Blob,
  { mime, width, height }: PictureHeader,
  longest: number,
  bytes: number,
): Promise<Blob | undefined> {
  if (Math.max(width, height) > longest || !/jpeg|png|webp/.test(mime)) return undefined;
  const { blob, outcome } = await stripMetadata(source);
  if (outcome === 'unreadable' || blob.size > Math.max(bytes, SMALL_BYTES)) return undefined;
  return new Blob([blob], { type: mime });
}
