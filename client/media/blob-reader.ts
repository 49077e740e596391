const CHUNK = 65_536;

/** A file that is not what its first bytes say: a length leads past its end, a mark is missing. */
export class UnreadableFile extends Error {}

/** Reads a file of any size piece by piece; what was read last is kept, since parsers go forward in small steps. */
export class BlobReader {
  private from = 0;
  private chunk = new Uint8Array();

  constructor(private readonly blob: Blob) {}

  get size(): number {
    return this.blob.size;
  }

  /** Throws `UnreadableFile` where the file ends before. */
  async read(at: number, length: number): Promise<Uint8Array> {
    if (!Number.isSafeInteger(at + length) || at < 0 || at + length > this.blob.size) {
      throw new UnreadableFile();
    }
    return await this.readUpTo(at, length);
  }

  /** Fewer bytes where the file ends. */
  async readUpTo(at: number, length: number): Promise<Uint8Array> {
    const end = Math.min(at + length, this.blob.size);
    if (at < this.from || end > this.from + this.chunk.length) {
      const part = this.blob.slice(at, Math.max(end, at + CHUNK));
      this.chunk = new Uint8Array(await part.arrayBuffer());
      this.from = at;
    }
    return this.chunk.subarray(at - this.from, end - this.from);
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as Latin letters, one each: for the names of boxes and chunks. */
export function asciiOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** What the reading of a file gives, or undefined where the file is damaged. */
export async function unlessDamaged<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    // DataView throws a RangeError behind the end of a piece; a file that was deleted or changed cannot be read at all.
    if (
      error instanceof UnreadableFile ||
      error instanceof RangeError ||
      error instanceof DOMException
    )
      return undefined;
    throw error;
  }
}
