import { asciiOf, BlobReader, unlessDamaged } from '../blob-reader.ts';
import { readBmp, readGif } from './gif-bmp.ts';
import type { PictureHeader } from './header.ts';
import { readHeif } from './heif.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

/** undefined: none of the kinds that browsers show, or damaged before its size is said. */
export async function readPictureHeader(blob: Blob): Promise<PictureHeader | undefined> {
  const file = new BlobReader(blob);
  return await unlessDamaged(readByKind(file));
}

async function readByKind(file: BlobReader): Promise<PictureHeader | undefined> {
  const start = asciiOf(await file.readUpTo(0, 16));
  if (start.startsWith('\xff\xd8\xff')) return await readJpeg(file);
  if (start.startsWith('\x89PNG')) return await readPng(file);
  if (start.startsWith('GIF8')) return await readGif(file);
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return await readWebp(file);
  if (start.startsWith('ftyp', 4)) return await readHeif(file);
  if (start.startsWith('BM')) return await readBmp(file);
  return undefined;
}
