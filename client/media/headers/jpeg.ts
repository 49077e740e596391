import { type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import { readOrientation } from '../exif.ts';
import { EXIF, isExif, jpegSegments, SCAN } from '../jpeg-segments.ts';
import type { PictureHeader } from './header.ts';

/** Frames; the four between them are tables and reserved marks. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

export async function readJpeg(file: BlobReader): Promise<PictureHeader> {
  let orientation: number | undefined;
  for await (const segment of jpegSegments(file)) {
    if (orientation === undefined && (await isExif(file, segment))) {
      const body = segment.body + EXIF.length;
      orientation = readOrientation(await file.read(body, segment.to - body));
    }
    if (isFrame(segment.marker)) {
      const view = viewOf(await file.read(segment.body, 5));
      const [height, width] = [view.getUint16(1), view.getUint16(3)];
      return { mime: 'image/jpeg', width, height, orientation: orientation ?? 1, animated: false };
    }
    if (segment.marker === SCAN) break;
  }
  throw new UnreadableFile();
}
