import { type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import { orientationBlock, readOrientation } from '../exif.ts';
import {
  bodyStartsWith,
  END,
  EXIF,
  isExif,
  type JpegSegment,
  jpegSegments,
  SCAN,
} from '../jpeg-segments.ts';
import { Pieces } from './pieces.ts';

const JFIF = 0xe0;
const ICC = 0xe2;
const COLOURS = 0xee;
const COMMENT = 0xfe;

/**
 * Of what programs add to a JPEG only that stays which changes how it looks: JFIF, the colour profile, Adobe's mark of
 * the colour space. Behind the end of the picture phones put videos, further pictures and maps of light: cut.
 */
export async function stripJpeg(file: BlobReader): Promise<Pieces> {
  const pieces = new Pieces();
  pieces.keep(0, 2);
  let [orientation, kept] = [0, 2];
  let [inserted, scanned, ended] = [false, false, false];
  for await (const segment of jpegSegments(file)) {
    // The data of a scan belongs to what stands before.
    if (scanned) pieces.keep(kept, segment.from);
    kept = segment.to;
    scanned ||= segment.marker === SCAN;
    ended = segment.marker === END;
    if (!orientation && (await isExif(file, segment))) {
      const body = segment.body + EXIF.length;
      orientation = readOrientation(await file.read(body, segment.to - body));
    }
    if (!(await isNeeded(file, segment))) {
      pieces.drop();
      continue;
    }
    if (!inserted && orientation > 1 && segment.marker !== JFIF) {
      pieces.add(orientationSegment(orientation));
      inserted = true;
    }
    pieces.keep(segment.from, segment.to);
  }
  if (!scanned) throw new UnreadableFile();
  // Without an end the picture goes as far as the file does.
  if (!ended) pieces.keep(kept, file.size);
  else if (kept < file.size) pieces.drop();
  return pieces;
}

async function isNeeded(file: BlobReader, segment: JpegSegment): Promise<boolean> {
  const { marker } = segment;
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef || marker === COLOURS) return true;
  if (marker === JFIF) return await bodyStartsWith(file, segment, 'JFIF\0');
  return marker === ICC && (await bodyStartsWith(file, segment, 'ICC_PROFILE\0'));
}

function orientationSegment(orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = orientationBlock(orientation);
  const bytes = new Uint8Array(4 + EXIF.length + tiff.length);
  viewOf(bytes).setUint16(0, 0xffe1);
  viewOf(bytes).setUint16(2, bytes.length - 2);
  bytes.set(new TextEncoder().encode(EXIF), 4);
  bytes.set(tiff, 4 + EXIF.length);
  return bytes;
}
