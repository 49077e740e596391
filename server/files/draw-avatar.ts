import { ApiError } from '../../db/engine/api-error.ts';
import { LIMITS } from '../../protocol/limits.ts';

const TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Pixels of the sides: on the page of a person, and in lists, of a screen with three pixels for one. */
const WHOLE = 512;
const SMALL = 144;
/** Until the bytes are few enough: most pictures are at once. */
const QUALITIES = [80, 65, 45, 25];
const WHOLE_BYTES = 80_000;
const SMALL_BYTES = 8_000;

/**
 * Draws both sizes of an avatar from a square picture. What comes out is only what was to be seen: no place, no camera,
 * nothing that was hidden behind the picture. What says that it is large is refused by its first bytes.
 */
export async function drawAvatar(bytes: Uint8Array) {
  if (bytes.length > LIMITS.avatarBytes) throw new ApiError('too_large');
  try {
    const side = await sideOf(bytes);
    const whole = await draw(bytes, Math.min(side, WHOLE), WHOLE_BYTES);
    const small = await draw(whole, Math.min(side, SMALL), SMALL_BYTES);
    return { whole, small, side: Math.min(side, WHOLE) };
  } catch {
    throw new ApiError('invalid', { field: 'body' });
  }
}

async function sideOf(bytes: Uint8Array): Promise<number> {
  const { fileTypeFromBuffer } = await import('file-type');
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  const { width, height } = await new Bun.Image(bytes).metadata();
  const isFit = width >= LIMITS.avatarSideMin && width <= LIMITS.avatarSideMax;
  if (!TYPES.has(mime) || width !== height || !isFit) throw new Error('no avatar');
  return width;
}

async function draw(bytes: Uint8Array, side: number, most: number): Promise<Uint8Array> {
  const maxPixels = LIMITS.avatarSideMax ** 2;
  let drawn = bytes;
  for (const quality of QUALITIES) {
    const picture = new Bun.Image(bytes, { maxPixels }).resize(side, side, { fit: 'fill' });
    drawn = await picture.webp({ quality }).bytes();
    if (drawn.length <= most) break;
  }
  return drawn;
}
