import { type BlobStore, hashOfBytes, type RemoteBytes } from '../blob-store.ts';
import { mustHash } from '../content.ts';
import { NamedLocks } from '../locks.ts';
import type { S3 } from './client.ts';

const CONTENT = /^([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;

/** As on the disk, below the prefix. */
export const keyOf = (prefix: string, sha256: string): string => {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('no SHA-256');
  return `${prefix}${sha256.slice(0, 2)}/${sha256}`;
};

/** The contents that lie in the bucket, and of which size each is. */
export async function* contentsIn(s3: S3, prefix: string) {
  for await (const { key, size, at } of s3.list(prefix)) {
    const [, , sha256] = CONTENT.exec(key.slice(prefix.length)) ?? [];
    if (sha256 !== undefined) yield { sha256, size, at };
    // Hashes sort before all other names.
    else if (key.slice(prefix.length) >= 'g') return;
  }
}

/**
 * Bytes by their SHA-256 in a bucket. What lies on the disk still, from before the bucket or since `payambar files move --to
 * disk`, is read there: the disk is asked first, which takes microseconds, and once more when the bucket has none.
 */
export function createS3Blobs(s3: S3, prefix: string, disk: BlobStore): BlobStore {
  const locks = new NamedLocks();
  const key = (sha256: string): string => keyOf(prefix, sha256);

  const remote = (sha256: string): RemoteBytes => ({
    async read(range, signal) {
      const bytes = await s3.get(key(sha256), range, signal);
      if (bytes) return bytes;
      const moved = disk.open(sha256);
      if (!(moved instanceof Blob)) return undefined;
      return (range ? moved.slice(range.from, range.to + 1) : moved).stream();
    },
    address: (headers) => s3.address(key(sha256), headers),
  });

  return {
    alone: (contents, work) => locks.hold(contents, work),
    async adopt(sha256, content) {
      // It is complete, or not there at all.
      if ((await s3.size(key(sha256))) === content.size) return;
      await s3.write(key(sha256), mustHash(sha256, content), content.size);
    },
    async put(bytes) {
      const sha256 = hashOfBytes(bytes);
      await s3.put(key(sha256), new Uint8Array(bytes));
      return sha256;
    },
    open: (sha256) => disk.open(sha256) ?? remote(sha256),
    async remove(sha256) {
      await disk.remove(sha256);
      await s3.remove(key(sha256));
    },
    async *before(time) {
      yield* disk.before(time);
      for await (const { sha256, at } of contentsIn(s3, prefix)) if (at < time) yield sha256;
    },
  };
}
