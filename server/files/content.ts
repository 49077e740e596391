import type { BunFile } from 'bun';

export type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>;

/** A whole file that is on its way into the store. */
export type Content = {
  size: number;
  /** Where it lies on the disk of this machine, if it does. */
  path?: string;
  /** So many of its first bytes, or all. */
  first(count: number): Promise<Uint8Array<ArrayBuffer>>;
  stream(): ByteStream;
};

export function contentOfFile(path: string): Content & { path: string } {
  const file: BunFile = Bun.file(path);
  return {
    path,
    size: file.size,
    first: async (count) => new Uint8Array(await file.slice(0, count).arrayBuffer()),
    stream: () => file.stream(),
  };
}

/** Bytes that are not what their name says. */
export class DamagedContent extends Error {
  constructor(sha256: string) {
    super(`other bytes than their name says: ${sha256}`);
  }
}

/** Passes bytes on and fails behind the last of them when they are not what their name says: nothing is kept then. */
export function mustHash(sha256: string, content: Content): ByteStream {
  const hasher = new Bun.CryptoHasher('sha256');
  let size = 0;
  return content.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, passing) {
        hasher.update(chunk);
        size += chunk.length;
        passing.enqueue(chunk);
      },
      flush() {
        if (size !== content.size || hasher.digest('hex') !== sha256)
          throw new DamagedContent(sha256);
      },
    }),
  );
}

/** Reads no further ahead than it is asked to. */
export function streamFrom(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>): ByteStream {
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
