import pLimit from 'p-limit';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Deps } from '../deps.ts';
import { type BlobStore, hashOfBytes } from './blob-store.ts';
import type { Content } from './content.ts';
import type { FileEnds } from './ends.ts';
import { isImage } from './kind.ts';
import { isLargeProgressive } from './progressive.ts';

/** What a client may make a thumb in: still pictures that every browser shows. */
const TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Of one that a client sends: four times as many as are ever shown. */
const THUMB_PIXELS = 1_000_000;
/** The longer side of one that is made here. */
const SIDE = 320;
/** Of a picture that is decoded here. A bomb says how large it is in its first bytes, and is refused before the rest. */
const MOST_PIXELS = 50_000_000;
const MOST_BYTES = 25_000_000;

export type Thumbs = ReturnType<typeof createThumbs>;
export type MadeThumb = { bytes: Uint8Array; mime: string };

/** Small pictures of files. Clients make them; the server makes one only of pictures whose client has sent none. */
export function createThumbs(
  { db }: Pick<Deps, 'db'>,
  { blobs, ends }: { blobs: BlobStore; ends: Pick<FileEnds, 'removeUnused'> },
) {
  // A large picture takes a hundred megabytes while it is decoded.
  const one = pLimit(1);

  function* isOwn(userId: string, id: string): Tx<boolean> {
    if (yield* db.uploads.ofOwner(userId, id)) return true;
    const file = yield* db.files.ofOwner(userId, id);
    // The small picture of an avatar is the server's own, since all see it.
    return file !== undefined && file.avatar === 0;
  }

  /**
   * What was sent stays what it was: a message tells by itself whether its files have thumbs, and nobody would hear of one
   * that comes later, nor of another one in its place. The same bytes again are a retry.
   */
  function* mustTake(userId: string, id: string, sha256: string): Tx<void> {
    if (!(yield* isOwn(userId, id))) throw new ApiError('not_found');
    if (!(yield* db.files.isHeld(id))) return;
    if ((yield* db.files.thumbOf(id))?.sha256 !== sha256) throw new ApiError('forbidden');
  }

  return {
    /** Keeps the thumb of an upload or an unsent file of this person's, instead of the one before it. */
    async put(userId: string, id: string, bytes: Uint8Array): Promise<void> {
      const hash = hashOfBytes(bytes);
      await db.read(mustTake(userId, id, hash));
      const mime = await typeOfThumb(bytes);
      const unused = await blobs.alone([hash], async () => {
        const sha256 = await blobs.put(bytes);
        return await db.write(function* () {
          yield* mustTake(userId, id, sha256);
          const before = yield* db.files.dropThumb(id);
          yield* db.files.putThumb({ fileId: id, sha256, size: bytes.length, mime });
          return before.filter((hash) => hash !== sha256);
        });
      });
      for (const sha256 of unused) await ends.removeUnused(sha256);
    },

    /** undefined: it is no picture, or one that is not decoded here (too large, animated, damaged, of another format). */
    make: (content: Content, mime: string): Promise<MadeThumb | undefined> =>
      one(() => drawThumb(content, mime)),
  };
}

export async function drawThumb(content: Content, mime: string): Promise<MadeThumb | undefined> {
  const { path, size } = content;
  if (!isImage(mime) || size > MOST_BYTES) return undefined;
  const bytes = path === undefined ? await content.first(size) : Bun.file(path);
  try {
    if (await isLargeProgressive(content)) return undefined;
    const picture = new Bun.Image(bytes, { maxPixels: MOST_PIXELS });
    const fitted = picture.resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true });
    return { bytes: await fitted.webp({ quality: 70 }).bytes(), mime: 'image/webp' };
  } catch {
    return undefined;
  }
}

/** By its bytes. What is no still picture of a thumb's size is refused. */
async function typeOfThumb(bytes: Uint8Array): Promise<string> {
  if (bytes.length > LIMITS.thumbBytes) throw new ApiError('too_large');
  const { fileTypeFromBuffer } = await import('file-type');
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? '';
  if (!TYPES.has(mime)) throw new ApiError('invalid', { field: 'body' });
  try {
    await new Bun.Image(bytes, { maxPixels: THUMB_PIXELS }).metadata();
  } catch {
    throw new ApiError('invalid', { field: 'body' });
  }
  return mime;
}
