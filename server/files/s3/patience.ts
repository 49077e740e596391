import type { ByteStream } from '../content.ts';
import { S3Error } from './errors.ts';

const late = (): S3Error => new S3Error('down', 'Timeout');

/** Rejects when the work takes longer, and gives it up. */
export async function inTime<T>(work: Promise<T>, ms: number, giveUp?: () => void): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(late());
    giveUp?.();
  }, ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    // Whatever becomes of it now is nobody's concern.
    work.catch(() => {});
  }
}

/** Bytes as a service sends them; fails when it falls silent while they are wanted. A slow reader has all the time. */
export function whileComing(bytes: ByteStream, ms: number, stop: AbortController): ByteStream {
  const reader = bytes.getReader();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { value, done } = await inTime(reader.read(), ms, () => stop.abort());
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          controller.error(error);
        }
      },
      async cancel(reason) {
        stop.abort();
        await reader.cancel(reason).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}

/** Sends bytes by `send`; fails when the service takes none for too long, and then they end with an error there as well. */
export async function whileTaken(
  bytes: ByteStream,
  ms: number,
  send: (bytes: ByteStream) => Promise<unknown>,
): Promise<void> {
  const reader = bytes.getReader();
  const stalled = Promise.withResolvers<never>();
  let timer: Timer | undefined;
  let failed: unknown;
  const waitOn = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      failed = late();
      stalled.reject(failed);
    }, ms);
  };
  const taken: ByteStream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          clearTimeout(timer);
          const { value, done } = await reader.read();
          waitOn();
          // The service begins to take again what was given up long ago.
          if (failed) controller.error(failed);
          else if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          failed ??= error;
          controller.error(error);
        }
      },
    },
    { highWaterMark: 0 },
  );
  waitOn();
  const sending = send(taken);
  try {
    await Promise.race([sending, stalled.promise]);
  } catch (error) {
    // The reason for which the bytes ended tells more than that they did.
    throw failed ?? error;
  } finally {
    clearTimeout(timer);
    sending.catch(() => {});
    stalled.promise.catch(() => {});
    await reader.cancel().catch(() => {});
  }
}
