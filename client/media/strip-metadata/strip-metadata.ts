import { asciiOf, BlobReader, unlessDamaged } from '../blob-reader.ts';
import { stripJpeg } from './jpeg.ts';
import { stripHeif, stripMp4 } from './mp4.ts';
import type { Pieces } from './pieces.ts';
import { stripPng } from './png.ts';
import { stripWebp } from './webp.ts';

/**
 * `stripped`: something was taken out. `clean`: there was nothing. `unreadable`: damaged, so it was left as it is and may
 * still say where it was taken. `other`: of a kind that nothing is taken out of.
 */
type Stripping = { blob: Blob; outcome: 'stripped' | 'clean' | 'unreadable' | 'other' };

type Strip = (file: BlobReader) => Promise<Pieces>;

/**
 * Takes place, camera, names and times out of JPEG, PNG, WebP, HEIC, AVIF, MP4 and MOV, by their bytes and not by their names. The
 * picture is not encoded again: its pixels, colours and orientation stay. Never throws, and never holds more of a large
 * file in memory than its table of contents.
 */
export async function stripMetadata(blob: Blob): Promise<Stripping> {
  const file = new BlobReader(blob);
  const strip = chooseStrip(asciiOf(await file.readUpTo(0, 12).catch(() => new Uint8Array())));
  if (!strip) return { blob, outcome: 'other' };
  const pieces = await unlessDamaged(strip(file));
  if (!pieces) return { blob, outcome: 'unreadable' };
  if (!pieces.changed) return { blob, outcome: 'clean' };
  return { blob: pieces.makeBlob(blob), outcome: 'stripped' };
}

/** Pictures of the family of MP4. */
const HEIF = /^.{4}ftyp(?:avi[fs]|he[iv]|mif1|msf1)/s;
/** The first box of an MP4; older QuickTime files have no `ftyp`. Music keeps its title and its cover. */
const MP4 = /^.{4}(?:ftyp(?!M4[AB])|moov|mdat|wide|pnot)/s;

function chooseStrip(start: string): Strip | undefined {
  if (start.startsWith('\xff\xd8\xff')) return stripJpeg;
  if (start.startsWith('\x89PNG')) return stripPng;
  if (/^RIFF.{4}WEBP/s.test(start)) return stripWebp;
  if (HEIF.test(start)) return stripHeif;
  return MP4.test(start) ? stripMp4 : undefined;
}
