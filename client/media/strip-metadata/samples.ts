import { asciiOf, UnreadableFile, viewOf } from '../blob-reader.ts';
import { type Box, childOf } from './boxes.ts';

/** A range of the file, in its own places. */
export type FileRange = { from: number; to: number };

/** So many pieces a file may fall into; the metadata of an hour, thirty times a second, is a tenth of it. */
const MOST = 1_000_000;

/** Tracks that are neither seen nor heard: GoPro's path, Android's camera motion, Apple's `mebx`, Sony's `rtmd`. */
export function isMetadataTrack(bytes: Uint8Array, track: Box): boolean {
  const handler = childOf(bytes, track, 'mdia', 'hdlr');
  if (!handler || handler.to - handler.body < 12) return false;
  return asciiOf(bytes, handler.body + 8, handler.body + 12) === 'meta';
}

/** Where the samples of a track are: chunks (`stco`, `co64`) of so many samples (`stsc`) of such sizes (`stsz`). */
export function samplesOf(bytes: Uint8Array, track: Box): FileRange[] {
  const table = childOf(bytes, track, 'mdia', 'minf', 'stbl');
  if (!table) return [];
  const offsets = chunkOffsets(bytes, table);
  const sizes = sampleSizes(bytes, table);
  const counts = samplesInChunks(bytes, table, offsets.length);
  const found: FileRange[] = [];
  let sample = 0;
  for (const [i, from] of offsets.entries()) {
    let to = from;
    for (let left = counts[i] ?? 0; left > 0; left--) to += sizes(sample++);
    const last = found.at(-1);
    if (last && last.to === from) last.to = to;
    else if (to > from) found.push({ from, to });
  }
  return found;
}

function chunkOffsets(bytes: Uint8Array, table: Box): number[] {
  const short = childOf(bytes, table, 'stco');
  const long = childOf(bytes, table, 'co64');
  const box = short ?? long;
  if (!box) return [];
  const view = viewOf(bytes);
  const width = short ? 4 : 8;
  return Array.from({ length: countAt(bytes, box, 4, width) }, (_, i) => {
    const at = box.body + 8 + width * i;
    return short ? view.getUint32(at) : Number(view.getBigUint64(at));
  });
}

/** One size for all, or a list of them. */
function sampleSizes(bytes: Uint8Array, table: Box): (sample: number) => number {
  const box = childOf(bytes, table, 'stsz');
  if (!box) return () => 0;
  const view = viewOf(bytes);
  const fixed = view.getUint32(box.body + 4);
  if (fixed > 0) return () => fixed;
  const count = countAt(bytes, box, 8, 4);
  return (sample) => (sample < count ? view.getUint32(box.body + 12 + 4 * sample) : 0);
}

/** Each entry of `stsc` holds from its chunk up to the next entry's. */
function samplesInChunks(bytes: Uint8Array, table: Box, chunks: number): number[] {
  const box = childOf(bytes, table, 'stsc');
  if (!box) return [];
  const view = viewOf(bytes);
  const counts: number[] = [];
  const entries = countAt(bytes, box, 4, 12);
  for (let i = 0; i < entries; i++) {
    const at = box.body + 8 + 12 * i;
    const end = i + 1 < entries ? view.getUint32(at + 12) - 1 : chunks;
    const each = view.getUint32(at + 4);
    for (let chunk = view.getUint32(at) - 1; chunk < Math.min(end, chunks); chunk++)
      counts[chunk] = each;
  }
  if (counts.reduce((sum, count) => sum + (count ?? 0), 0) > MOST) throw new UnreadableFile();
  return counts;
}

/** How many entries of `width` bytes a table says that it has; more than fit is a lie. */
function countAt(bytes: Uint8Array, box: Box, at: number, width: number): number {
  const count = viewOf(bytes).getUint32(box.body + at);
  if (box.body + at + 4 + count * width > box.to) throw new UnreadableFile();
  return count;
}
