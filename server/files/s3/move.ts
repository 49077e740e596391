import pLimit from 'p-limit';
import type { BlobStore } from '../blob-store.ts';
import { type ByteStream, contentOfFile, DamagedContent } from '../content.ts';
import type { createFilesStore } from '../store.ts';
import { contentsIn, keyOf } from './blobs.ts';
import type { S3 } from './client.ts';

type Move = {
  disk: ReturnType<typeof createFilesStore>;
  s3: S3;
  prefix: string;
  /** So many more bytes have their new place. Throws to end it. */
  tick(bytes: number): void;
};
type Waiting = { sha256: string; size: number };
/** `damaged`: contents that are not what their name says. They stay where they are. */
export type MovedFiles = { files: number; bytes: number; damaged: string[] };

const AT_ONCE = 4;

/** What lies on the disk. */
export async function waitingOnDisk(disk: Move['disk']): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for await (const sha256 of disk.before(Number.POSITIVE_INFINITY))
    found.push({ sha256, size: contentOfFile(disk.pathOf(sha256)).size });
  return found;
}

export const waitingInBucket = ({ s3, prefix }: Pick<Move, 's3' | 'prefix'>): Promise<Waiting[]> =>
  Array.fromAsync(contentsIn(s3, prefix), ({ sha256, size }) => ({ sha256, size }));

/**
 * Takes each content to the bucket, reads it back, and only then removes it here. A server beside it reads from whichever
 * has it. One that ends half-way is run again: what is left on the disk is what is to be done.
 */
export function moveToBucket(move: Move, waiting: readonly Waiting[]): Promise<MovedFiles> {
  const { disk, s3, prefix } = move;
  return each(move, waiting, async ({ sha256 }) => {
    const key = keyOf(prefix, sha256);
    const content = contentOfFile(disk.pathOf(sha256));
    if ((await s3.size(key)) !== content.size) {
      if (disk.hash(disk.pathOf(sha256)) !== sha256) throw new DamagedContent(sha256);
      await s3.write(key, content.stream(), content.size);
    }
    const back = await s3.get(key);
    if (!back || (await hashOf(back)) !== sha256) {
      await s3.remove(key);
      throw new DamagedContent(sha256);
    }
    await disk.remove(sha256);
  });
}

/** The other way, in the same manner: it is on the disk, with its own hash, before it leaves the bucket. */
export function moveToDisk(move: Move, waiting: readonly Waiting[]): Promise<MovedFiles> {
  const { disk, s3, prefix } = move;
  return each(move, waiting, async ({ sha256, size }) => {
    const key = keyOf(prefix, sha256);
    if (disk.hash(disk.pathOf(sha256)) !== sha256) {
      const bytes = await s3.get(key);
      // Deleted by a person meanwhile.
      if (!bytes) return;
      await (disk satisfies BlobStore).adopt(sha256, {
        size,
        first: () => Promise.reject(new Error('not asked for')),
        stream: () => bytes,
      });
    }
    await s3.remove(key);
  });
}

async function each(
  { tick }: Move,
  waiting: readonly Waiting[],
  work: (one: Waiting) => Promise<void>,
): Promise<MovedFiles> {
  const moved: MovedFiles = { files: 0, bytes: 0, damaged: [] };
  const limit = pLimit(AT_ONCE);
  let failed: { error: unknown } | undefined;
  await limit.map(waiting, async (one) => {
    if (failed) return;
    try {
      await work(one);
      moved.files += 1;
      moved.bytes += one.size;
      tick(one.size);
    } catch (error) {
      if (error instanceof DamagedContent) moved.damaged.push(one.sha256);
      else failed ??= { error };
    }
  });
  if (failed) throw failed.error;
  return moved;
}

async function hashOf(bytes: ByteStream): Promise<string> {
  const hasher = new Bun.CryptoHasher('sha256');
  for await (const chunk of bytes) hasher.update(chunk);
  return hasher.digest('hex');
}
