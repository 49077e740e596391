import { asciiOf, type BlobReader, UnreadableFile, viewOf } from './blob-reader.ts';

/** `from`: the place of its 0xFF; `to`: behind its last byte. A scan's own data follows its segment. */
export type JpegSegment = { marker: number; from: number; body: number; to: number };

export const SCAN = 0xda;
export const END = 0xd9;
const SCANNED = 1_048_576;

/** The segments of a JPEG one after another, up to the end of the picture; what stands behind that is not looked at. */
export async function* jpegSegments(file: BlobReader): AsyncGenerator<JpegSegment> {
  if (viewOf(await file.read(0, 2)).getUint16(0) !== 0xffd8) throw new UnreadableFile();
  let at = 2;
  for (;;) {
    const [mark, marker = 0] = await file.read(at, 2);
    if (mark !== 0xff) throw new UnreadableFile();
    // Any number of 0xFF may stand before a marker (ITU-T T.81 §B.1.1.2).
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) {
      yield { marker, from: at, body: at + 2, to: at + 2 };
      return;
    }
    const length = viewOf(await file.read(at + 2, 2)).getUint16(0);
    if (length < 2) throw new UnreadableFile();
    const to = at + 2 + length;
    yield { marker, from: at, body: at + 4, to };
    at = marker === SCAN ? await endOfScan(file, to) : to;
    // Cut off in the middle of a scan: browsers show what there is.
    if (marker === SCAN && at >= file.size) return;
  }
}

/** Within a scan 0xFF is data when a 0 or the number of a restart follows. */
async function endOfScan(file: BlobReader, from: number): Promise<number> {
  let at = from;
  while (at < file.size) {
    const bytes = await file.readUpTo(at, SCANNED);
    let i = bytes.indexOf(0xff);
    for (; i !== -1 && i + 1 < bytes.length; i = bytes.indexOf(0xff, i + 1)) {
      const next = bytes[i + 1] ?? 0;
      const data = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
      if (!data) return at + i;
    }
    // The last byte of this piece may be the first half of a marker.
    at += bytes.length > 1 && bytes.at(-1) === 0xff ? bytes.length - 1 : bytes.length;
  }
  return file.size;
}

export async function bodyStartsWith(
  file: BlobReader,
  { body, to }: JpegSegment,
  name: string,
): Promise<boolean> {
  return asciiOf(await file.readUpTo(body, Math.min(name.length, to - body))) === name;
}

export const EXIF = 'Exif\0\0';

export function isExif(file: BlobReader, segment: JpegSegment): Promise<boolean> {
  return segment.marker === 0xe1 ? bodyStartsWith(file, segment, EXIF) : Promise.resolve(false);
}
