import { S3Client } from 'bun';
import pLimit from 'p-limit';
import type { ByteRange } from '../blob-store.ts';
import type { ByteStream } from '../content.ts';
import { errorOfAnswer, errorOfCall, S3Error } from './errors.ts';
import { inTime, whileComing, whileTaken } from './patience.ts';

export type S3Place = {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};
export type S3 = ReturnType<typeof createS3>;
export type StoredObject = { key: string; size: number; at: number };
export type S3Call = 'get' | 'head' | 'put' | 'delete' | 'list' | 'write';
/** Told of every call when it has ended. `error`: why it failed. */
export type ObserveCall = (call: S3Call, seconds: number, error: S3Error | undefined) => void;

/** A service that is frozen takes the connection and never answers. */
const ANSWER_MS = 10_000;
/** Of a few megabytes up a slow line. */
const PUT_MS = 20_000;
/** Between two parts of something large. */
const SILENCE_MS = 30_000;
/** Addresses that only this process uses, at once; with room for a clock that is wrong. */
const VALID_S = 300;
const DIRECT_S = 60;
/** What the service refuses in one piece of several is sent again so often. */
const RETRIES = 3;
/** S3 takes 10,000 pieces, none but the last below five megabytes. */
const PIECE = 5 << 20;
const MOST_PIECES = 9_000;
/** Large ones at once: each holds some pieces in memory. */
const WRITES = 4;
/** What is sent in one request. */
const ONE = 5 << 20;

/**
 * The calls that files need of an S3 service, each with an end in time. Bun signs; what must be given up when it takes
 * too long goes by `fetch`, since Bun's own calls know no deadline.
 */
export function createS3(place: S3Place, observe: ObserveCall = () => {}) {
  const client = new S3Client(place);
  const inTurn = pLimit(WRITES);

  async function call<T>(name: S3Call, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const ended = (error?: S3Error) => observe(name, (performance.now() - began) / 1000, error);
    try {
      const done = await work();
      ended();
      return done;
    } catch (thrown) {
      const error = errorOfCall(thrown);
      if (error instanceof S3Error) ended(error);
      throw error;
    }
  }

  type Method = 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  const ask = (method: Method, key: string, init: RequestInit & { signal: AbortSignal }) =>
    fetch(client.presign(key, { method, expiresIn: VALID_S }), { ...init, method });

  const put = (key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
    call('put', async () => {
      const answer = await ask('PUT', key, { body: bytes, signal: AbortSignal.timeout(PUT_MS) });
      if (!answer.ok) throw await errorOfAnswer(answer);
    });

  return {
    put,

    /** Resolves when the bytes begin to come; undefined: there is no such object. */
    get: (key: string, range?: ByteRange, signal?: AbortSignal): Promise<ByteStream | undefined> =>
      call('get', async () => {
        const stop = new AbortController();
        const signals = signal ? [stop.signal, signal] : [stop.signal];
        const headers: Record<string, string> = range
          ? { range: `bytes=${range.from}-${range.to}` }
          : {};
        const asked = ask('GET', key, { headers, signal: AbortSignal.any(signals) });
        const answer = await inTime(asked, ANSWER_MS, () => stop.abort());
        if (answer.status === 404) {
          const error = await errorOfAnswer(answer);
          if (error.reason !== 'NoSuchBucket') return undefined;
          throw error;
        }
        if (!answer.ok || !answer.body) throw await errorOfAnswer(answer);
        if (range && answer.status !== 206) {
          stop.abort();
          // The whole in place of a part: what would follow is wrong bytes.
          throw new S3Error('refused', 'NoRange');
        }
        return whileComing(answer.body as ByteStream, SILENCE_MS, stop);
      }),

    /** How large an object is; undefined: there is none. */
    size: (key: string): Promise<number | undefined> =>
      call('head', async () => {
        const answer = await ask('HEAD', key, { signal: AbortSignal.timeout(ANSWER_MS) });
        if (answer.status === 404) return undefined;
        if (!answer.ok) throw await errorOfAnswer(answer);
        return Number(answer.headers.get('content-length'));
      }),

    /** Also of an object that is not there. */
    remove: (key: string): Promise<void> =>
      call('delete', async () => {
        const answer = await ask('DELETE', key, { signal: AbortSignal.timeout(ANSWER_MS) });
        if (!answer.ok && answer.status !== 404) throw await errorOfAnswer(answer);
      }),

    /** By name, all that begin with `prefix` and stand behind `after`. */
    async *list(prefix: string, after?: string): AsyncGenerator<StoredObject> {
      for (let startAfter = after; ; ) {
        const asked = { prefix, ...(startAfter === undefined ? {} : { startAfter }) };
        const page = await call('list', () => inTime(client.list(asked), ANSWER_MS));
        for (const { key, size = 0, lastModified = '' } of page.contents ?? [])
          yield { key, size, at: Date.parse(lastModified) || 0 };
        startAfter = page.contents?.at(-1)?.key;
        if (!page.isTruncated || startAfter === undefined) return;
      }
    },

    /** Writes `size` bytes in constant memory. When they do not all come, or the service fails, there is no object. */
    write: (key: string, bytes: ByteStream, size: number): Promise<void> =>
      call('write', async () => {
        if (size <= ONE) return put(key, await new Response(bytes).bytes());
        const partSize = Math.max(PIECE, Math.ceil(size / MOST_PIECES));
        const options = { partSize, queueSize: 3, retry: RETRIES };
        await inTurn(() =>
          whileTaken(bytes, SILENCE_MS, (taken) => client.write(key, new Response(taken), options)),
        );
      }),

    /** For somebody else, who needs no key: under our type and name. */
    address: (key: string, { type, disposition }: { type: string; disposition: string }): string =>
      client.presign(key, {
        ...{ method: 'GET', expiresIn: DIRECT_S },
        ...{ type, contentDisposition: disposition },
      }),
  };
}
