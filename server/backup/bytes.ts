import { type FileHandle, open } from 'node:fs/promises';

export type CountTick = (amount?: number) => void;
export type Bytes = ReadableStream<Uint8Array>;
type Pair = TransformStream<Uint8Array, Uint8Array>;

/** Bun's streams know zstd; the types of the browser's do not. */
const ZSTD = 'zstd' as string as CompressionFormat;

export const compress = (bytes: Bytes): Bytes =>
  bytes.pipeThrough(new CompressionStream(ZSTD) as unknown as Pair);
export const decompress = (bytes: Bytes): Bytes =>
  bytes.pipeThrough(new DecompressionStream(ZSTD) as unknown as Pair);

/** Written through to the disk so often: the server's own commits never wait behind a long queue of ours. */
const FLUSH_BYTES = 8 << 20;

/**
 * The collector counts little for a chunk whose bytes lie outside of its heap: left alone it lets a hundred megabytes of
 * them gather, which the smallest servers do not have.
 */
const dropChunks = (): void => Bun.gc(true);

/** Passes bytes on and ticks them. */
export function countBytes(bytes: Bytes, tick: CountTick): Bytes {
  let since = 0;
  const transform: Transformer<Uint8Array, Uint8Array>['transform'] = (chunk, controller) => {
    tick(chunk.length);
    since += chunk.length;
    if (since >= FLUSH_BYTES) {
      dropChunks();
      since = 0;
    }
    controller.enqueue(chunk);
  };
  return bytes.pipeThrough(new TransformStream({ transform }));
}

/** Writes a stream to a new file that only its owner may read; on the disk when this returns. */
export async function save(bytes: Bytes, path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let written = 0;
  let flushed = 0;
  try {
    for await (const chunk of bytes) {
      await writeWhole(file, chunk);
      written += chunk.length;
      if (written - flushed < FLUSH_BYTES) continue;
      await file.datasync();
      flushed = written;
      dropChunks();
    }
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

export async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    at += (await file.write(chunk, at, chunk.length - at)).bytesWritten;
  }
}

export const hashOf = (path: string, tick: CountTick): Promise<string> =>
  hashOfStream(Bun.file(path).stream(), tick);

export async function hashOfStream(
  bytes: ReadableStream<Uint8Array>,
  tick: CountTick,
): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256');
  for await (const chunk of bytes) {
    hash.update(chunk);
    tick(chunk.length);
  }
  return hash.digest('hex');
}

/** A folder's own entry on the disk: a power cut after a rename may otherwise bring the old name back. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
