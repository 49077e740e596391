import { type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import { type Box, boxesIn, childOf, fileBoxes } from './boxes.ts';
import { findMetadataItems } from './items.ts';
import { Pieces } from './pieces.ts';
import { type FileRange, isMetadataTrack, samplesOf } from './samples.ts';

const FILE = new Set(
  'ftyp styp moov moof mdat mfra sidx ssix free skip wide pnot PICT prft emsg'.split(' '),
);
const PICTURE = new Set('ftyp meta mdat moov free skip'.split(' '));
const MOVIE = new Set('mvhd trak mvex iods ctab clip free skip wide'.split(' '));
const TRACK = new Set(
  'tkhd edts mdia tref load matt clip txas tapt trgr free skip wide'.split(' '),
);
const MOVIE_MOST = 64 * 2 ** 20;

/**
 * What tells of place, camera or person becomes `free` space of zeros, as long as it was: so no offset changes, and the
 * two gigabytes of a video stay where they are. Tracks of measurements (a path, a camera's state) lose their samples
 * too, and dates become none.
 */
export async function stripMp4(file: BlobReader): Promise<Pieces> {
  const boxes = await Array.fromAsync(fileBoxes(file));
  const movie = boxes.find(({ name }) => name === 'moov');
  if (!movie || movie.to - movie.from > MOVIE_MOST) throw new UnreadableFile();
  const { bytes, changed, erased } = cleanMovie(await file.read(movie.from, movie.to - movie.from));
  const pieces = new Pieces();
  for (const box of boxes) {
    if (box === movie) {
      if (changed) pieces.add(bytes);
      else pieces.keep(box.from, box.to);
    } else if (FILE.has(box.name)) keepWithout(pieces, box, erased);
    else addFree(pieces, box);
  }
  return pieces;
}

/** HEIC and AVIF are of the same family: what tells is among the items of `meta`, and lies where the pictures do. */
export async function stripHeif(file: BlobReader): Promise<Pieces> {
  const boxes = await Array.fromAsync(fileBoxes(file));
  const meta = boxes.find(({ name }) => name === 'meta');
  if (!meta || meta.to - meta.from > MOVIE_MOST) throw new UnreadableFile();
  const bytes = await file.read(meta.from, meta.to - meta.from);
  const items = findMetadataItems(bytes, meta.from).sort((one, other) => one.from - other.from);
  const erased = await notYetErased(file, items);
  const pieces = new Pieces();
  for (const box of boxes) {
    if (PICTURE.has(box.name)) keepWithout(pieces, box, erased);
    else addFree(pieces, box);
  }
  return pieces;
}

async function notYetErased(file: BlobReader, ranges: FileRange[]): Promise<FileRange[]> {
  const found: FileRange[] = [];
  for (const range of ranges) {
    const bytes = await file.read(range.from, range.to - range.from);
    if (bytes.some((byte) => byte !== 0)) found.push(range);
  }
  return found;
}

function addFree(pieces: Pieces, { from, body, to }: Box): void {
  const head = new Uint8Array(body - from);
  writeFree(head, 0, to - from, head.length);
  pieces.add(head);
  pieces.addZeros(to - body);
}

/** The size stands where it stood: in the first four bytes, or after a 1 in the eight behind the name. */
function writeFree(bytes: Uint8Array, at: number, size: number, header: number): void {
  const view = viewOf(bytes);
  view.setUint32(at, header === 16 ? 1 : size);
  bytes.set(new TextEncoder().encode('free'), at + 4);
  if (header === 16) view.setBigUint64(at + 8, BigInt(size));
}

function keepWithout(pieces: Pieces, { from, to }: Box, erased: readonly FileRange[]): void {
  let at = from;
  for (const range of erased) {
    const [start, end] = [Math.max(range.from, at), Math.min(range.to, to)];
    if (end <= start) continue;
    pieces.keep(at, start);
    pieces.addZeros(end - start);
    at = end;
  }
  pieces.keep(at, to);
}

type Cleaned = { bytes: Uint8Array<ArrayBuffer>; changed: boolean; erased: FileRange[] };

function cleanMovie(read: Uint8Array): Cleaned {
  const bytes = new Uint8Array(read);
  const erased: FileRange[] = [];
  const whole: Box = { name: 'moov', from: 0, body: 8, to: bytes.length };
  const movie = viewOf(bytes).getUint32(0) === 1 ? { ...whole, body: 16 } : whole;
  if (childOf(bytes, movie, 'cmov')) throw new UnreadableFile();
  for (const box of boxesIn(bytes, movie.body, movie.to)) {
    if (box.name === 'mvhd') clearDates(bytes, box);
    if (box.name === 'trak') erased.push(...cleanTrack(bytes, box));
    if (!MOVIE.has(box.name)) free(bytes, box);
  }
  const changed = bytes.some((byte, i) => byte !== read[i]);
  return { bytes, changed, erased: erased.sort((one, other) => one.from - other.from) };
}

/** Returns the places in the file whose bytes go with the track. */
function cleanTrack(bytes: Uint8Array, track: Box): FileRange[] {
  if (isMetadataTrack(bytes, track)) {
    const samples = samplesOf(bytes, track);
    free(bytes, track);
    return samples;
  }
  for (const box of boxesIn(bytes, track.body, track.to)) {
    if (box.name === 'tkhd') clearDates(bytes, box);
    if (box.name === 'mdia') cleanMedia(bytes, box);
    if (!TRACK.has(box.name)) free(bytes, box);
  }
  return [];
}

function cleanMedia(bytes: Uint8Array, media: Box): void {
  for (const box of boxesIn(bytes, media.body, media.to)) {
    if (box.name === 'mdhd') clearDates(bytes, box);
    if (/^(udta|meta|uuid)$/.test(box.name)) free(bytes, box);
    if (box.name !== 'minf') continue;
    for (const inner of boxesIn(bytes, box.body, box.to))
      if (/^(udta|meta|uuid)$/.test(inner.name)) free(bytes, inner);
  }
}

function free(bytes: Uint8Array, { from, body, to }: Box): void {
  bytes.fill(0, body, to);
  writeFree(bytes, from, to - from, body - from);
}

/** Behind version and flags stand when it was made and when it was changed: 0 is "not known". */
function clearDates(bytes: Uint8Array, { body, to }: Box): void {
  const length = bytes[body] === 1 ? 16 : 8;
  if (body + 4 + length <= to) bytes.fill(0, body + 4, body + 4 + length);
}
