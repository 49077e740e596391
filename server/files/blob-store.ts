import type { ByteStream, Content } from './content.ts';

/** Bytes from `from` to `to`, both among them. */
export type ByteRange = { from: number; to: number };

/** Bytes that lie on no disk of this machine. */
export type RemoteBytes = {
  /** Resolves when the bytes begin to come; undefined: they are not there. */
  read(range: ByteRange | undefined, signal: AbortSignal): Promise<ByteStream | undefined>;
  /** Where whoever has this address gets them for a minute, under this type and name. */
  address(headers: { type: string; disposition: string }): string;
};
/** Bytes that can be read: a file of this machine, which Bun itself answers with, or those of a service. */
export type OpenedBytes = Blob | RemoteBytes;

/**
 * Where the bytes of files and thumbs lie, by their SHA-256: the same bytes once, whoever sent them. The disk of the data
 * folder (`store.ts`), or an S3 service (`s3/blobs.ts`).
 */
export type BlobStore = {
  /**
   * Runs alone among all work with these contents: giving bytes a row, and removing bytes that have none, must not cross, or
   * a row would be left without its bytes.
   */
  alone<T>(contents: readonly string[], work: () => Promise<T>): Promise<T>;
  /** Keeps this content, durable when this resolves. What it was read from stays. Rejects when its hash is another. */
  adopt(sha256: string, content: Content): Promise<void>;
  /** Keeps these bytes, durable when this resolves. Returns their SHA-256. */
  put(bytes: Uint8Array): Promise<string>;
  /** To be answered, in whole or in ranges; undefined: it is not there, as far as can be told without asking a service. */
  open(sha256: string): OpenedBytes | undefined;
  remove(sha256: string): Promise<void>;
  /** The contents that have come before this time. */
  before(time: number): AsyncIterable<string>;
};

export const hashOfBytes = (bytes: Uint8Array): string =>
  new Bun.CryptoHasher('sha256').update(bytes).digest('hex');

/** All bytes of a content; undefined: they are not there. */
export async function streamOf(
  opened: OpenedBytes | undefined,
  signal: AbortSignal,
): Promise<ByteStream | undefined> {
  return opened instanceof Blob ? opened.stream() : await opened?.read(undefined, signal);
}
