import type { FileInfo } from '../../../protocol/files.ts';
import { mayMove } from './kinds.ts';

/** The longer side of a thumb. */
const THUMB = 320;
/** Stretched by this a thumb still looks sharp enough among messages. */
const STRETCH = 1.5;
/** A picture that was sent as it came from a camera is not fetched to be shown small, where it has a thumb. */
const LARGE = 4_000_000;

/** Which of its two forms a picture is shown by. */
type PictureForm = 'thumb' | 'whole';

/** `width`, `height`: of its place, CSS pixels; `density`: device pixels in one of them. */
export function pictureForm(
  file: Pick<FileInfo, 'thumb' | 'width' | 'height' | 'size' | 'mime'>,
  place: { width: number; height: number },
  density: number,
): PictureForm {
  if (!file.thumb) return 'whole';
  if (mayMove(file)) return 'whole';
  const { width = THUMB, height = THUMB } = file;
  // A place that is filled shows the picture as large as its tighter side asks for.
  const shown = Math.max((place.width * density) / width, (place.height * density) / height);
  const held = Math.min(1, THUMB / Math.max(width, height));
  return shown <= held * STRETCH || file.size > LARGE ? 'thumb' : 'whole';
}
