import { asciiOf, type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import { webpChunks } from '../chunks.ts';
import { readOrientation } from '../exif.ts';
import type { PictureHeader } from './header.ts';

const ANIMATED = 0x02;

/** https://datatracker.ietf.org/doc/html/rfc9649: §2.7 for VP8X, §3.4 for VP8L; RFC 6386 §9.1 for VP8. */
export async function readWebp(file: BlobReader): Promise<PictureHeader> {
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  let animated = false;
  for await (const { name, body, bodyEnd } of webpChunks(file)) {
    if (name === 'VP8X') {
      const bytes = await file.read(body, 10);
      animated = ((bytes[0] ?? 0) & ANIMATED) !== 0;
      const [width, height] = [short24(bytes, 4) + 1, short24(bytes, 7) + 1];
      size = { width, height };
    }
    if (name === 'EXIF') orientation = readOrientation(await tiffOf(file, body, bodyEnd));
    if (name === 'VP8 ') size ??= lossySize(await file.read(body, 10));
    if (name === 'VP8L') size ??= losslessSize(await file.read(body, 5));
  }
  if (!size) throw new UnreadableFile();
  return { mime: 'image/webp', ...size, orientation, animated };
}

/** Some programs put the `Exif` of a JPEG before it. */
export async function tiffOf(file: BlobReader, from: number, to: number): Promise<Uint8Array> {
  const bytes = await file.read(from, to - from);
  return asciiOf(bytes, 0, 6) === 'Exif\0\0' ? bytes.subarray(6) : bytes;
}

function short24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
}

function lossySize(bytes: Uint8Array) {
  const view = viewOf(bytes);
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
}

function losslessSize(bytes: Uint8Array) {
  const bits = viewOf(bytes).getUint32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
