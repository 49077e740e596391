import { type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import { pngChunks } from '../chunks.ts';
import { readOrientation } from '../exif.ts';
import type { PictureHeader } from './header.ts';

export async function readPng(file: BlobReader): Promise<PictureHeader> {
  const found: PictureHeader = {
    mime: 'image/png',
    width: 0,
    height: 0,
    orientation: 1,
    animated: false,
  };
  for await (const { name, body, bodyEnd } of pngChunks(file)) {
    if (name === 'IHDR') {
      const view = viewOf(await file.read(body, 8));
      found.width = view.getUint32(0);
      found.height = view.getUint32(4);
    }
    if (name === 'acTL') found.animated = viewOf(await file.read(body, 4)).getUint32(0) > 1;
    if (name === 'eXIf') found.orientation = readOrientation(await file.read(body, bodyEnd - body));
    // What turns or moves the picture stands before its pixels.
    if (name === 'IDAT') break;
  }
  if (found.width === 0) throw new UnreadableFile();
  return found;
}
