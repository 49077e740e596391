import type { Env } from '../core/env.ts';
import { ApiError } from '../core/services.ts';

export type UploadRequest = {
  method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE' | 'PUT';
  path: string;
  headers: Record<string, string>;
  body?: Blob;
  signal: AbortSignal;
  /** How many bytes of the body have left this device. */
  sent?: (bytes: number) => void;
};

export type UploadReply = { status: number; header(name: string): string | null; text: string };

/** One request and its reply. Rejects with `ApiError`: `offline` when there is none, `timeout` when the line is silent. */
export type UploadLine = (request: UploadRequest) => Promise<UploadReply>;

/** Nothing has moved for so long: the line is dead, whatever the browser believes. */
const SILENCE_MS = 60_000;
/** All bytes have left: the server may be hashing a large file. */
const FINISHING_MS = 300_000;

/** XMLHttpRequest, since `fetch` does not say how much of a body has left. The cookie goes along by itself. */
export function openUploadLine(env: Pick<Env, 'after'>): UploadLine {
  return ({ method, path, headers, body, signal, sent }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let cancel = () => {};
      const wait = (ms: number) => {
        cancel();
        cancel = env.after(ms, () => end('timeout'));
      };
      const end = (code: 'timeout' | 'offline') => {
        cancel();
        reject(new ApiError(code));
        request.abort();
      };
      request.open(method, path);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded }) => {
        wait(SILENCE_MS);
        sent?.(loaded);
      };
      request.upload.onload = () => wait(FINISHING_MS);
      request.onerror = () => end('offline');
      request.onload = () => {
        cancel();
        resolve({
          status: request.status,
          header: (name) => request.getResponseHeader(name),
          text: request.responseText,
        });
      };
      if (signal.aborted) return end('offline');
      signal.addEventListener('abort', () => end('offline'), { once: true });
      wait(SILENCE_MS);
      request.send(body);
    });
}
