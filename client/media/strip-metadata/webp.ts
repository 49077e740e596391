import { type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import { webpChunks } from '../chunks.ts';
import { orientationBlock, readOrientation } from '../exif.ts';
import { tiffOf } from '../headers/webp.ts';
import { Pieces } from './pieces.ts';

const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
const START = 12;

/** Drops EXIF, XMP and unknown chunks, and takes them out of the header's flags and length. */
export async function stripWebp(file: BlobReader): Promise<Pieces> {
  const body: { from: number; to: number }[] = [];
  let [end, orientation, flags] = [START, 1, -1];
  let flagsAt = 0;
  for await (const { name, from, body: start, bodyEnd, to } of webpChunks(file)) {
    end = to;
    if (name === 'EXIF') orientation = readOrientation(await tiffOf(file, start, bodyEnd));
    if (name === 'VP8X') [flagsAt, flags] = [start, (await file.read(start, 1))[0] ?? 0];
    if (NEEDED.has(name)) body.push({ from, to });
  }
  if (body.length === 0) throw new UnreadableFile();
  const kept = body.reduce((sum, chunk) => sum + chunk.to - chunk.from, 0);
  const pieces = new Pieces();
  if (kept === end - START && end === file.size) {
    pieces.keep(0, file.size);
    return pieces;
  }
  const turned = orientation > 1 && flags >= 0 ? exifChunk(orientation) : new Uint8Array();
  pieces.add(makeStart(await file.read(0, START), 4 + kept + turned.length));
  for (const { from, to } of body) {
    if (flagsAt < from || flagsAt >= to) {
      pieces.keep(from, to);
      continue;
    }
    pieces.keep(from, flagsAt);
    const cleared = flags & ~EXIF_FLAG & ~XMP_FLAG;
    pieces.add(Uint8Array.of(turned.length > 0 ? cleared | EXIF_FLAG : cleared));
    pieces.keep(flagsAt + 1, to);
  }
  if (turned.length > 0) pieces.add(turned);
  return pieces;
}

function makeStart(old: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(old);
  viewOf(bytes).setUint32(4, length, true);
  return bytes;
}

function exifChunk(orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = orientationBlock(orientation);
  const bytes = new Uint8Array(8 + tiff.length);
  bytes.set(new TextEncoder().encode('EXIF'));
  viewOf(bytes).setUint32(4, tiff.length, true);
  bytes.set(tiff, 8);
  return bytes;
}
