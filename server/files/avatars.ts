import pLimit from 'p-limit';
import type { AvatarReply } from '../../protocol/files.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Deps } from '../deps.ts';
import { Limiter } from '../limits.ts';
import { type BlobStore, hashOfBytes } from './blob-store.ts';
import { drawAvatar } from './draw-avatar.ts';
import type { FileEnds } from './ends.ts';
import type { Room } from './room.ts';

/** Nobody looks for their best picture faster than this, and each takes some 30 ms of a processor. */
const RATE = { tokens: 20, perMs: 60_000 };

export type Avatars = ReturnType<typeof createAvatars>;

/**
 * Pictures that are to stand for a person or a group. One is a file with a small picture beside it, which nobody else sees
 * before `me.update` or `chat.update` has given it to somebody. Each person has one at most that waits for that.
 */
export function createAvatars(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  { blobs, ends, room }: { blobs: BlobStore; ends: FileEnds; room: Room },
) {
  const limiter = new Limiter(RATE);
  const one = pLimit(1);
  return {
    async make(userId: string, bytes: Uint8Array): Promise<AvatarReply> {
      limiter.take(userId);
      await room.mustBeOnDisk(LIMITS.avatarBytes);
      const { whole, small, side } = await one(() => drawAvatar(bytes));
      for (const id of await db.read(db.avatars.waiting(userId))) await ends.endFile(id);
      const id = ids.next();
      await blobs.alone([hashOfBytes(whole), hashOfBytes(small)], async () => {
        const [sha256, thumb] = [await blobs.put(whole), await blobs.put(small)];
        const drawn = { size: whole.length, mime: 'image/webp', width: side, height: side };
        const file = { id, ownerId: userId, sha256, name: 'avatar.webp', avatar: 1, ...drawn };
        await db.write(function* () {
          yield* room.mustBeInQuota(userId, whole.length);
          yield* db.files.create({ ...file, createdAt: clock.now() });
          const picture = { sha256: thumb, size: small.length, mime: drawn.mime };
          yield* db.files.putThumb({ fileId: id, ...picture });
        });
      });
      return { id };
    },
  };
}
