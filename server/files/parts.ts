import { constants, existsSync, statSync, writeSync } from 'node:fs';
import { mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '../../db/engine/api-error.ts';
import { errorCode } from '../../db/engine/error-codes.ts';
import { type Content, contentOfFile } from './content.ts';

/** What a part is named: an id as `server/deps.ts` makes them, so it can name nothing else. */
const ID = /^[A-Za-z0-9_-]{11}$/;
/** Read at once where a part is hashed again. */
const CHUNK = 1 << 20;
/**
 * Bytes after which what has come is put on the disk. Whatever waits in the system's memory is written before the log of the
 * database is (ext4), so a large file that is synced at its end makes every message wait for it: 170 to 300 ms measured, and 3
 * with these. With so little waiting, the system does not hold up a write on this thread either.
 */
const SYNC_BYTES = 2 << 20;
const FULL = /^(ENOSPC|EDQUOT|EFBIG)$/;

export type Append = {
  body: ReadableStream<Uint8Array>;
  /** The upload's whole length: what goes beyond it is not written. */
  length: number;
  signal: AbortSignal;
  /** Called before the first chunk and after each. Throws when no more is to be taken. */
  received(whole: boolean): void | Promise<void>;
};
/** SHA-256 of the first `size` bytes of a part, as long as this process has written all of them. */
type Running = { hasher: Bun.CryptoHasher; size: number };

/** Uploads under way: on the disk of the data folder, or in a bucket (`s3/parts.ts`). */
export type Parts = {
  /** An empty part. */
  make(id: string): Promise<void>;
  /** Bytes that have come, and when the last of them did; undefined: there is no part. */
  measure(id: string): Promise<{ size: number; at: number } | undefined>;
  /** Adds what comes, until its end, or until its sender has gone or `signal` says so. Returns the size from then on. */
  append(id: string, part: Append): Promise<number>;
  /** Resolves when all that has come is there for good, also if the power fails. */
  sync(id: string): Promise<void>;
  /** SHA-256 of the whole. */
  hash(id: string): Promise<string>;
  content(id: string): Promise<Content>;
  remove(id: string): Promise<void>;
  /** The ids of all parts, those of uploads that have ended in a crash among them. */
  list(): Promise<string[]>;
};

export function mustBeUpload(id: string): string {
  if (!ID.test(id)) throw new Error('no id of an upload');
  return id;
}

/**
 * Uploads under way, in DATA_DIR/uploads: one file each, named by its id. What has come is on the disk and nowhere else,
 * so the size of the file is the offset, after a lost line and after a killed server too.
 */
export function createParts(dataDir: string): Parts {
  const root = join(dataDir, 'uploads');
  const running = new Map<string, Running>();

  const pathOf = (id: string): string => join(root, mustBeUpload(id));

  function measure(id: string): { size: number; at: number } | undefined {
    const found = statSync(pathOf(id), { throwIfNoEntry: false });
    return found && { size: found.size, at: found.mtimeMs };
  }

  /** Writes a chunk whole, or throws with as much of it written as there was room for. */
  function write(to: number, chunk: Uint8Array, hashing: Running | undefined): void {
    for (let done = 0; done < chunk.length; ) {
      const wrote = writeSync(to, chunk, done);
      hashing?.hasher.update(chunk.subarray(done, done + wrote));
      if (hashing) hashing.size += wrote;
      done += wrote;
    }
  }

  return {
    measure: async (id) => measure(id),
    content: async (id) => contentOfFile(pathOf(id)),

    async make(id) {
      await storing(async () => {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await writeFile(pathOf(id), '', { mode: 0o600, flag: 'wx' });
      });
      running.set(id, { hasher: new Bun.CryptoHasher('sha256'), size: 0 });
    },

    async append(id, { body, length, signal, received }) {
      const reader = body.getReader();
      const stop = (): void => void reader.cancel().catch(() => {});
      signal.addEventListener('abort', stop, { once: true });
      const to = await open(pathOf(id), constants.O_WRONLY | constants.O_APPEND);
      let size = measure(id)?.size ?? 0;
      let unsynced = 0;
      const known = running.get(id);
      const hashing = known?.size === size ? known : undefined;
      try {
        await received(false);
        for (;;) {
          const { value, done } = await reader
            .read()
            .catch(() => ({ value: undefined, done: true }));
          if (done || !value || signal.aborted) return size;
          if (size + value.length > length) throw new ApiError('too_large');
          await storing(() => write(to.fd, value, hashing));
          size += value.length;
          unsynced += value.length;
          if (unsynced >= SYNC_BYTES || size === length) {
            unsynced = 0;
            await storing(() => to.datasync());
          }
          await received(size === length);
        }
      } finally {
        signal.removeEventListener('abort', stop);
        stop();
        await to.close();
      }
    },

    async sync(id) {
      await storing(async () => {
        await using handle = await open(pathOf(id), 'r+');
        await handle.datasync();
      });
    },

    /** Known already where it came in one life of the server, else read again. */
    async hash(id) {
      const known = running.get(id);
      if (known && known.size === measure(id)?.size) return known.hasher.copy().digest('hex');
      const hasher = new Bun.CryptoHasher('sha256');
      const chunk = Buffer.allocUnsafe(CHUNK);
      await using handle = await open(pathOf(id), 'r');
      for (;;) {
        const { bytesRead } = await handle.read(chunk, 0, CHUNK);
        if (bytesRead === 0) return hasher.digest('hex');
        hasher.update(chunk.subarray(0, bytesRead));
      }
    },

    async remove(id) {
      running.delete(id);
      await rm(pathOf(id), { force: true });
    },

    async list() {
      return existsSync(root) ? (await readdir(root)).filter((name) => ID.test(name)) : [];
    },
  };
}

/** A full disk is a refusal of its own: what has come is kept, and the rest may follow when there is room again. */
async function storing<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw FULL.test(errorCode(error) ?? '') ? new ApiError('storage_full') : error;
  }
}
