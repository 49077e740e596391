import { asciiOf, type BlobReader, UnreadableFile, viewOf } from '../blob-reader.ts';
import type { PictureHeader } from './header.ts';

const META_MOST = 1_048_576;

/**
 * AVIF and HEIC (ISO/IEC 23008-12 §6.5): the largest size that any part of it has, since the parts of a grid are smaller
 * than the whole. How it is turned is the decoder's business and is not said here.
 */
export async function readHeif(file: BlobReader): Promise<PictureHeader | undefined> {
  const brand = asciiOf(await file.read(8, 4));
  const avif = /^avi[fs]$/.test(brand);
  if (!avif && !/^(he[iv][a-z]|mif1|msf1)$/.test(brand)) return undefined;
  const properties = await readMeta(file);
  let [width, height] = [0, 0];
  const view = viewOf(properties);
  for (let at = 0; at + 16 <= properties.length; at++) {
    if (asciiOf(properties, at, at + 4) !== 'ispe') continue;
    const [wide, high] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (wide * high > width * height) [width, height] = [wide, high];
  }
  if (width === 0) throw new UnreadableFile();
  const mime = avif ? 'image/avif' : 'image/heic';
  return { mime, width, height, orientation: 1, animated: /^(avis|msf1|hev[cxms])$/.test(brand) };
}

async function readMeta(file: BlobReader): Promise<Uint8Array> {
  for (let at = 0; at + 8 <= file.size; ) {
    const head = await file.read(at, 8);
    const size = viewOf(head).getUint32(0);
    if (asciiOf(head, 4) === 'meta') return await file.readUpTo(at, Math.min(size, META_MOST));
    if (size < 8) break;
    at += size;
  }
  throw new UnreadableFile();
}
