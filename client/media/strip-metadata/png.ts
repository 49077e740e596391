import { type BlobReader, viewOf } from '../blob-reader.ts';
import { pngChunks } from '../chunks.ts';
import { orientationBlock, readOrientation } from '../exif.ts';
import { Pieces } from './pieces.ts';

/** What changes how the picture looks or moves (PNG, third edition, §11). Texts, times, EXIF and private ones go. */
const NEEDED = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
);

export async function stripPng(file: BlobReader): Promise<Pieces> {
  const pieces = new Pieces();
  pieces.keep(0, 8);
  let end = 8;
  for await (const chunk of pngChunks(file)) {
    end = chunk.to;
    if (NEEDED.has(chunk.name)) pieces.keep(chunk.from, chunk.to);
    else pieces.drop();
    if (chunk.name !== 'eXIf') continue;
    const exif = await file.read(chunk.body, chunk.bodyEnd - chunk.body);
    const orientation = readOrientation(exif);
    if (orientation > 1) pieces.add(makeChunk('eXIf', orientationBlock(orientation)));
  }
  if (end < file.size) pieces.drop();
  return pieces;
}

function makeChunk(name: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + body.length);
  const view = viewOf(bytes);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}

/** As PNG (annex D) asks for it; bit by bit, since it is some dozens of bytes. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
