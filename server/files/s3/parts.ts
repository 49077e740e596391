import { ApiError } from '../../../db/engine/api-error.ts';
import type { Deps } from '../../deps.ts';
import { type Content, streamFrom } from '../content.ts';
import { type Append, mustBeUpload, type Parts } from '../parts.ts';
import type { S3, StoredObject } from './client.ts';

/**
 * What is held in memory of an upload before it goes to the bucket: at most this much has to be sent again after a kill, and
 * two of them are in memory while it is put together.
 */
const PIECE = 4 << 20;
/** Names sort as their numbers do. */
const DIGITS = 15;

/** What this process itself has put there, so that neither is listed nor read again. */
type Running = { size: number; last: string; at: number; hasher: Bun.CryptoHasher };
type Piece = { key: string; size: number };

/**
 * Uploads under way as objects `parts/<upload>/<offset>`, so that any node can take the next part. The offset is where the
 * row of pieces from 0 on ends: two nodes at one upload may leave pieces that overlap, and never a hole.
 */
export function createS3Parts(s3: S3, prefix: string, clock: Deps['clock']): Parts {
  const running = new Map<string, Running>();
  const folder = `${prefix}parts/`;
  const folderOf = (id: string): string => `${folder}${mustBeUpload(id)}/`;
  const keyAt = (id: string, offset: number): string =>
    folderOf(id) + String(offset).padStart(DIGITS, '0');
  const offsetIn = (key: string): number => Number(key.slice(-DIGITS));

  /** The pieces that follow each other without a hole, those behind `known` only. */
  async function* follow(id: string, known = 0, after?: string): AsyncGenerator<StoredObject> {
    let size = known;
    for await (const piece of s3.list(folderOf(id), after)) {
      if (offsetIn(piece.key) !== size) continue;
      size += piece.size;
      yield piece;
    }
  }

  async function measure(id: string): Promise<{ size: number; at: number }> {
    const known = running.get(id);
    let { size, at } = known ?? { size: 0, at: 0 };
    for await (const piece of follow(id, size, known?.last)) {
      size += piece.size;
      at = Math.max(at, piece.at);
    }
    return { size, at };
  }

  async function piecesOf(id: string): Promise<Piece[]> {
    return await Array.fromAsync(follow(id));
  }

  /** As they come: to hold a piece whole, or two, would be most of the memory that a file takes here. */
  async function* readAll(pieces: readonly Piece[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (const { key, size } of pieces) {
      let read = 0;
      for await (const chunk of (await s3.get(key)) ?? []) {
        read += chunk.length;
        yield chunk;
      }
      // Another node has finished the upload, or has put another piece there meanwhile.
      if (read !== size) throw new ApiError('upload_conflict');
    }
  }

  async function putPiece(id: string, offset: number, bytes: Uint8Array<ArrayBuffer>) {
    const key = keyAt(id, offset);
    await s3.put(key, bytes);
    const known =
      running.get(id) ?? (offset === 0 ? { hasher: new Bun.CryptoHasher('sha256') } : undefined);
    if (!known || ('size' in known && known.size !== offset)) return void running.delete(id);
    known.hasher.update(bytes);
    const size = offset + bytes.length;
    running.set(id, { hasher: known.hasher, size, last: key, at: clock.now() });
  }

  async function append(id: string, { body, length, signal, received }: Append): Promise<number> {
    const reader = body.getReader();
    const stop = (): void => void reader.cancel().catch(() => {});
    signal.addEventListener('abort', stop, { once: true });
    let { size } = await measure(id);
    // One for all pieces: each is sent before the next is filled.
    const piece = new Uint8Array(Math.min(PIECE, length - size));
    let bytes = 0;
    const keep = async (): Promise<void> => {
      if (bytes === 0) return;
      await putPiece(id, size, piece.subarray(0, bytes));
      size += bytes;
      bytes = 0;
    };
    const take = async (chunk: Uint8Array): Promise<void> => {
      for (let done = 0; done < chunk.length; ) {
        const part = chunk.subarray(done, done + piece.length - bytes);
        piece.set(part, bytes);
        bytes += part.length;
        done += part.length;
        if (bytes === piece.length) await keep();
      }
    };
    try {
      await received(false);
      for (;;) {
        const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
        if (done || !value || signal.aborted) {
          await keep();
          return size;
        }
        if (size + bytes + value.length > length) throw new ApiError('too_large');
        await take(value);
        const whole = size + bytes === length;
        if (whole) await keep();
        await received(whole);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  return {
    make: async (id) => void mustBeUpload(id),
    measure,
    append,
    /** A piece is durable before the next is taken. */
    sync: async () => {},
    async hash(id) {
      const known = running.get(id);
      const pieces = await piecesOf(id);
      const size = pieces.reduce((sum, piece) => sum + piece.size, 0);
      if (known?.size === size) return known.hasher.copy().digest('hex');
      const hasher = new Bun.CryptoHasher('sha256');
      for await (const bytes of readAll(pieces)) hasher.update(bytes);
      return hasher.digest('hex');
    },
    async content(id): Promise<Content> {
      const pieces = await piecesOf(id);
      return {
        size: pieces.reduce((sum, piece) => sum + piece.size, 0),
        async first(count) {
          const read: Uint8Array[] = [];
          let size = 0;
          for await (const bytes of readAll(pieces)) {
            read.push(bytes);
            size += bytes.length;
            if (size >= count) break;
          }
          return joined(read, size).subarray(0, count);
        },
        stream: () => streamFrom(readAll(pieces)),
      };
    },
    async remove(id) {
      running.delete(id);
      for await (const { key } of s3.list(folderOf(id))) await s3.remove(key);
    },
    async list() {
      const ids = new Set<string>();
      for await (const { key } of s3.list(folder)) {
        const [id = ''] = key.slice(folder.length).split('/');
        ids.add(id);
      }
      return [...ids];
    },
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
