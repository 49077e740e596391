import { ApiError } from '../../db/engine/api-error.ts';
import type { UploadRow } from '../../db/stores/uploads.ts';
import type { StorageReply } from '../../protocol/files.ts';
import { toFileName } from '../../protocol/rules/file-name.ts';
import { BOUNDS } from '../bounds.ts';
import type { Deps } from '../deps.ts';
import { type BlobStore, hashOfBytes } from './blob-store.ts';
import type { FileEnds } from './ends.ts';
import { UploadHolders } from './holders.ts';
import { detectKind } from './kind.ts';
import type { Parts } from './parts.ts';
import type { FileLimits, Room } from './room.ts';
import type { Thumbs } from './thumbs.ts';
import { KEPT_MS } from './tidy.ts';

type Options = {
  blobs: BlobStore;
  parts: Parts;
  ends: FileEnds;
  thumbs: Thumbs;
  room: Room;
  limits: () => FileLimits;
};
/** `claimed`: the type that its sender says it has. */
export type NewUpload = { name: string; claimed: string; length: number };
/** How far an upload has come. `row`: none any more once it is a file. */
export type UploadPlace = { offset: number; length: number; expiresAt: number; row?: UploadRow };
type Received = {
  offset: number;
  body: ReadableStream<Uint8Array> | null;
  /** After each chunk; `whole`: it was the last, and the file is finished next, which takes its time. */
  received(whole: boolean): void | Promise<void>;
};

export type Uploads = ReturnType<typeof createUploads>;

/** Files on their way in. One that is whole is on the disk, and has its row, before its last part is answered. */
export function createUploads(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  { blobs, parts, ends, thumbs, room, limits }: Options,
) {
  const holders = new UploadHolders();

  async function create(userId: string, { name, claimed, length }: NewUpload) {
    if (length > limits().fileMaxBytes) throw new ApiError('files_too_large');
    await room.mustBeOnDisk(length);
    const row: UploadRow = {
      id: ids.next(),
      ownerId: userId,
      name: toFileName(name),
      claimed,
      length,
      createdAt: clock.now(),
    };
    await db.write(() => reserve(row));
    try {
      await parts.make(row.id);
    } catch (error) {
      await ends.endUpload(row.id);
      throw error;
    }
    const expiresAt = row.createdAt + KEPT_MS;
    return { id: row.id, place: { row, offset: 0, length, expiresAt } satisfies UploadPlace };
  }

  /** The whole length counts from now on, so that two uploads cannot take the same room. */
  function* reserve(row: UploadRow) {
    const open = yield* room.mustBeInQuota(row.ownerId, row.length);
    if (open >= BOUNDS.uploadsOfAccount) throw new ApiError('limit_reached');
    yield* db.uploads.create(row);
  }

  /** Of a file that is there: an answer that was lost is given again. */
  async function placeOfFile(userId: string, id: string): Promise<UploadPlace | undefined> {
    const file = await db.read(db.files.ofOwner(userId, id));
    if (!file) return undefined;
    return { offset: file.size, length: file.size, expiresAt: file.createdAt + KEPT_MS };
  }

  async function openUpload(userId: string, id: string): Promise<UploadPlace & { row: UploadRow }> {
    const row = await db.read(db.uploads.ofOwner(userId, id));
    if (!row) throw new ApiError('not_found');
    const part = await parts.measure(id);
    const expiresAt = Math.max(row.createdAt, part?.at ?? 0) + KEPT_MS;
    if (!part || expiresAt <= clock.now()) {
      await ends.endUpload(id);
      throw new ApiError('upload_gone');
    }
    return { row, offset: part.size, length: row.length, expiresAt };
  }

  /** Works on an upload alone; one that has become a file, before or meanwhile, is answered as that. */
  async function whileOpen(
    userId: string,
    id: string,
    work: (place: UploadPlace & { row: UploadRow }, signal: AbortSignal) => Promise<number>,
  ): Promise<UploadPlace> {
    const file = await placeOfFile(userId, id);
    if (file) return file;
    await openUpload(userId, id);
    return holders.hold(id, async (signal) => {
      const finished = await placeOfFile(userId, id);
      if (finished) return finished;
      const place = await openUpload(userId, id);
      const offset = await work(place, signal);
      if (offset === place.length) await finish(place.row);
      return { ...place, offset };
    });
  }

  async function finish({ id, ownerId, name, claimed, length }: UploadRow): Promise<void> {
    await parts.sync(id);
    const content = await parts.content(id);
    const sha256 = await parts.hash(id);
    const { mime, width = null, height = null } = await detectKind(content, claimed);
    const hasThumb = (await db.read(db.files.thumbOf(id))) !== undefined;
    const made = hasThumb ? undefined : await thumbs.make(content, mime);
    const thumb = made && { sha256: hashOfBytes(made.bytes), ...made };
    await blobs.alone(thumb ? [sha256, thumb.sha256] : [sha256], async () => {
      await blobs.adopt(sha256, content);
      if (thumb) await blobs.put(thumb.bytes);
      await db.write(function* () {
        if (!(yield* db.uploads.drop(id))) {
          // Another node has finished it; else it was cancelled meanwhile, or its person's account has ended.
          if (yield* db.files.ofOwner(ownerId, id)) return;
          throw new ApiError('upload_gone');
        }
        const createdAt = clock.now();
        const file = { id, ownerId, sha256, size: length, mime, name, createdAt, width, height };
        yield* db.files.create(file);
        if (thumb && !(yield* db.files.thumbOf(id))) {
          const { sha256, bytes, mime } = thumb;
          yield* db.files.putThumb({ fileId: id, sha256, size: bytes.length, mime });
        }
      });
    });
    await parts.remove(id);
  }

  return {
    create,

    /** Adds a part at its offset. Returns how far the upload has come; one that is whole is finished then. */
    append: (userId: string, id: string, { offset, body, received }: Received) =>
      whileOpen(userId, id, async (place, signal) => {
        if (offset !== place.offset) throw new ApiError('upload_conflict');
        if (!body) return offset;
        await room.mustBeOnDisk(0);
        return parts.append(id, { body, length: place.length, signal, received });
      }),

    /** How much this person keeps, and may keep. */
    async storage(userId: string): Promise<StorageReply> {
      const { bytes } = await db.read(db.uploads.keptOf(userId));
      const { userQuotaBytes, fileMaxBytes } = limits();
      return { used: bytes, quota: userQuotaBytes, fileMaxBytes };
    },

    /** How far an upload has come. A request that still adds to it is stopped: whoever asks is about to go on. */
    getPlace: (userId: string, id: string) => whileOpen(userId, id, async ({ offset }) => offset),

    /** Its sender wants it no more. A file that a message holds is not ended so. */
    async cancel(userId: string, id: string): Promise<void> {
      if (await db.read(db.files.ofOwner(userId, id))) {
        await ends.endFile(id);
        if (await db.read(db.files.byId(id))) throw new ApiError('forbidden');
        return;
      }
      if (!(await db.read(db.uploads.ofOwner(userId, id)))) throw new ApiError('not_found');
      await holders.hold(id, () => ends.endUpload(id));
    },
  };
}
