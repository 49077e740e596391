import { asciiOf, viewOf } from '../blob-reader.ts';
import { type Box, boxesIn } from './boxes.ts';
import type { FileRange } from './samples.ts';

/** Items of a HEIC or AVIF that are no picture: EXIF, XMP and what else is said about it. */
const METADATA = new Set(['Exif', 'mime', 'uri ']);
/** Behind version and flags. */
const FULL = 4;

/** Where in the file the items lie that tell of place and camera (ISO/IEC 14496-12 §8.11). `meta` begins at `from`. */
export function findMetadataItems(bytes: Uint8Array, from: number): FileRange[] {
  const meta: Box = { name: 'meta', from: 0, body: 8 + FULL, to: bytes.length };
  const inner = boxesIn(bytes, meta.body, meta.to);
  const named = (name: string) => inner.find((box) => box.name === name);
  const [infos, places] = [named('iinf'), named('iloc')];
  if (!infos || !places) return [];
  const found = readMetadataIds(bytes, infos);
  const data = named('idat');
  return readPlaces(bytes, places)
    .filter(({ id }) => found.has(id))
    .flatMap(({ method, ranges }) => {
      const start = method === 1 && data ? from + data.body : 0;
      return ranges.map((range) => ({ from: start + range.from, to: start + range.to }));
    });
}

function readMetadataIds(bytes: Uint8Array, { body, to }: Box): Set<number> {
  const view = viewOf(bytes);
  const first = body + FULL + (bytes[body] === 0 ? 2 : 4);
  const ids = new Set<number>();
  for (const entry of boxesIn(bytes, first, to)) {
    const version = bytes[entry.body];
    const at = entry.body + FULL;
    const [id, type] = version === 3 ? [view.getUint32(at), at + 6] : [view.getUint16(at), at + 4];
    if (METADATA.has(asciiOf(bytes, type, type + 4))) ids.add(id);
  }
  return ids;
}

type Place = { id: number; method: number; ranges: FileRange[] };

/** `iloc`: of each item the pieces it consists of; how wide each number is stands before them. */
function readPlaces(bytes: Uint8Array, { body }: Box): Place[] {
  const read = new NumberReader(bytes, body);
  const version = read.next(1);
  read.next(3);
  const widths = read.next(2);
  const [offsets, lengths, bases] = [widths >> 12, (widths >> 8) & 15, (widths >> 4) & 15];
  const indexes = version === 0 ? 0 : widths & 15;
  const places: Place[] = [];
  for (let left = read.next(version < 2 ? 2 : 4); left > 0; left--) {
    const id = read.next(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : read.next(2) & 15;
    read.next(2);
    const base = read.next(bases);
    const ranges: FileRange[] = [];
    for (let pieces = read.next(2); pieces > 0; pieces--) {
      read.next(indexes);
      const from = base + read.next(offsets);
      ranges.push({ from, to: from + read.next(lengths) });
    }
    places.push({ id, method, ranges });
  }
  return places;
}

/** Numbers of any width, one after another. Throws a RangeError behind the end. */
class NumberReader {
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  next(width: number): number {
    if (this.at + width > this.bytes.length) throw new RangeError('behind the end');
    let value = 0;
    for (let left = width; left > 0; left--) value = value * 256 + (this.bytes[this.at++] ?? 0);
    return value;
  }
}
