import { asciiOf, type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';

/** A box of an MP4 or an atom of QuickTime: `from` to `to` with its header, `body` behind it. */
export type Box = { name: string; from: number; body: number; to: number };

/** The boxes of the file itself, read by their headers alone. */
export async function* fileBoxes(file: BlobReader): AsyncGenerator<Box> {
  for (let at = 0; at < file.size; ) {
    const box = readBox(await file.readUpTo(at, 16), at, file.size);
    yield box;
    at = box.to;
  }
}

/** The boxes within a box that is in memory; places are those in `bytes`. */
export function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    // QuickTime may end a list with four zeros, or leave less than a header at its end.
    if (to - at < 8 || viewOf(bytes).getUint32(at) === 0) break;
    const box = readBox(bytes.subarray(at, at + 16), at, to);
    boxes.push(box);
    at = box.to;
  }
  return boxes;
}

/** Size 1: the true size follows in eight bytes; 0: up to the end (ISO/IEC 14496-12 §4.2). */
function readBox(head: Uint8Array, from: number, end: number): Box {
  const view = viewOf(head);
  const short = view.getUint32(0);
  const name = asciiOf(head, 4, 8);
  const header = short === 1 ? 16 : 8;
  const size = short === 1 ? Number(view.getBigUint64(8)) : short === 0 ? end - from : short;
  const to = from + size;
  if (size < header || to > end) throw new UnreadableFile();
  return { name, from, body: from + header, to };
}

export function childOf(bytes: Uint8Array, parent: Box, ...path: string[]): Box | undefined {
  let found: Box | undefined = parent;
  for (const name of path) {
    found = found && boxesIn(bytes, found.body, found.to).find((box) => box.name === name);
  }
  return found;
}
