import { type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import type { PictureHeader } from './header.ts';

const EXTENSION = 0x21;
const FRAME = 0x2c;
const LABEL_AND_MARK = 2;
const FRAME_BYTES = 10;

/** GIF89a §18 to §26. It is animated from its second frame on. */
export async function readGif(file: BlobReader): Promise<PictureHeader> {
  const start = await file.read(0, 13);
  const view = viewOf(start);
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  let at = 13 + tableBytes(start[10] ?? 0);
  let frames = 0;
  while (frames < 2 && at < file.size) {
    const [mark] = await file.readUpTo(at, 1);
    if (mark === FRAME) {
      frames += 1;
      const frame = await file.readUpTo(at, FRAME_BYTES);
      // Behind the table of colours one byte says how wide the codes are.
      at = await endOfBlocks(file, at + FRAME_BYTES + tableBytes(frame[9] ?? 0) + 1);
    } else if (mark === EXTENSION) at = await endOfBlocks(file, at + LABEL_AND_MARK);
    else break;
  }
  return { mime: 'image/gif', width, height, orientation: 1, animated: frames > 1 };
}

/** Three bytes a colour, and as many colours as the lowest three bits say. */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

async function endOfBlocks(file: BlobReader, from: number): Promise<number> {
  let at = from;
  for (;;) {
    const [length = 0] = await file.readUpTo(at, 1);
    at += 1 + length;
    if (length === 0) return at;
  }
}

export async function readBmp(file: BlobReader): Promise<PictureHeader> {
  const view = viewOf(await file.read(0, 26));
  if (view.getUint32(14, true) < 40) throw new UnreadableFile();
  // A negative height means that the first line is the upper one.
  const [width, height] = [view.getInt32(18, true), Math.abs(view.getInt32(22, true))];
  return { mime: 'image/bmp', width, height, orientation: 1, animated: false };
}
