import { browserEnv } from '../../core/browser-env.ts';
import type { ReadyFile } from '../../core/services.ts';
import { readAudioDuration } from '../../media/audio.ts';
import { type FileCategory, fileCategoryOf } from '../../media/file-category.ts';
import { preparePicture } from '../../media/picture.ts';
import { PICTURE_SIDE, PICTURE_SIDE_HD, type PictureEdit } from '../../media/picture-edit.ts';
import { stripMetadata } from '../../media/strip-metadata/strip-metadata.ts';
import { readVideo } from '../../media/video.ts';

export type SendAs = 'picture' | 'hd' | 'file';

const NO_TYPE = 'application/octet-stream';
const env = browserEnv();

export const categoryOf = (file: File): FileCategory =>
  fileCategoryOf({ name: file.name, mime: file.type });

/** `moves`: a picture that is sent as it is, and cannot be changed. */
export type PreparedFile = ReadyFile & { moves?: boolean };

/**
 * What is sent of a file that was chosen. What cannot be what it was meant as goes as a file; but nothing goes unchanged of
 * which a part was cut off or covered: null when that cannot be done. Never rejects.
 */
export async function prepareFile(
  file: File,
  as: SendAs,
  edit: PictureEdit | undefined,
): Promise<PreparedFile | null> {
  if (edit) return await changed(file, as, edit);
  const found = categoryOf(file);
  // A sound goes as it is in either case, and whoever gets it wants to hear it.
  const category = as === 'file' && found !== 'audio' ? 'other' : found;
  if (category === 'picture') return (await asPicture(file, as)) ?? (await asFile(file));
  if (category === 'video') return (await asVideo(file)) ?? (await asFile(file));
  if (category === 'audio') return await asAudio(file);
  return await asFile(file);
}

/** As a file it has the pixels of a large picture. */
async function changed(file: File, as: SendAs, edit: PictureEdit): Promise<PreparedFile | null> {
  const made = await asPicture(file, as === 'picture' ? as : 'hd', edit);
  if (!made || as !== 'file') return made ?? null;
  const { name, size, mime } = made.facts;
  return { blob: made.blob, facts: { kind: 'file', name, size, mime } };
}

async function asPicture(
  file: File,
  as: SendAs,
  edit?: PictureEdit,
): Promise<PreparedFile | undefined> {
  const longest = as === 'hd' ? PICTURE_SIDE_HD : PICTURE_SIDE;
  const made = await preparePicture(file, { longest, ...(edit ? { edit } : {}) });
  if (made.as === 'file') return undefined;
  const { blob, width, height, thumb, thumbhash, animated: moves } = made;
  const facts = { kind: 'picture', name: nameFor(file.name, blob.type), thumb: true } as const;
  const about = { ...facts, ...factsOf(file, blob), width, height, thumbhash };
  return { blob, thumb, moves, facts: about };
}

async function asVideo(file: File): Promise<ReadyFile | undefined> {
  const read = await readVideo(env, file);
  if (read.as === 'file') return undefined;
  const { width, height, durationMs, thumb, thumbhash } = read;
  const { blob } = await stripMetadata(file);
  const facts = { kind: 'video', name: file.name, thumb: true, ...factsOf(file, blob) } as const;
  return { blob, thumb, facts: { ...facts, width, height, durationMs, thumbhash } };
}

async function asAudio(file: File): Promise<ReadyFile> {
  const durationMs = await readAudioDuration(env, file);
  if (durationMs === undefined) return await asFile(file);
  const { blob } = await stripMetadata(file);
  const facts = { kind: 'audio', name: file.name, durationMs } as const;
  return { blob, facts: { ...facts, ...factsOf(file, blob) } };
}

/** Its bytes as they are, without what they tell of place and camera. */
async function asFile(file: File): Promise<ReadyFile> {
  const { blob } = await stripMetadata(file);
  return { blob, facts: { kind: 'file', name: file.name, ...factsOf(file, blob) } };
}

function factsOf(file: File, blob: Blob): { size: number; mime: string } {
  return { size: blob.size, mime: blob.type || file.type || NO_TYPE };
}

/** A PNG that became a JPEG is named as one. */
function nameFor(name: string, mime: string): string {
  if (mime !== 'image/jpeg' || /\.jpe?g$/i.test(name)) return name;
  return `${name.replace(/\.[^./\\]{1,8}$/, '')}.jpg`;
}
