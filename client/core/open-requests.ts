import type { WireError } from '../../protocol/errors.ts';
import type { Cancel, Env } from './env.ts';
import { ApiError } from './services.ts';

type Open = { resolve(body: unknown): void; reject(error: ApiError): void; cancel: Cancel };
type ReplyFrame =
  | { id: number | string; ok: true; body: unknown }
  | { id: number | string | null; ok: false; error: WireError };

/** Requests of one socket that wait for their reply, by id. */
export class OpenRequests {
  private readonly open = new Map<number | string, Open>();
  private last = 0;

  constructor(private readonly env: Env) {}

  add(timeoutMs: number): { id: number; reply: Promise<unknown> } {
    const id = ++this.last;
    const reply = new Promise<unknown>((resolve, reject) => {
      const cancel = this.env.after(timeoutMs, () => {
        this.open.delete(id);
        reject(new ApiError('timeout'));
      });
      this.open.set(id, { resolve, reject, cancel });
    });
    return { id, reply };
  }

  resolve(frame: ReplyFrame): void {
    const open = frame.id === null ? undefined : this.open.get(frame.id);
    if (!open || frame.id === null) return;
    this.open.delete(frame.id);
    open.cancel();
    if (frame.ok) open.resolve(frame.body);
    else open.reject(toApiError(frame.error));
  }

  /** The socket is gone: whether the server acted on the requests is not known. */
  drop(): void {
    const open = [...this.open.values()];
    this.open.clear();
    for (const { reject, cancel } of open) {
      cancel();
      reject(new ApiError('offline'));
    }
  }
}

function toApiError({ code, retryAfterMs, ref }: WireError): ApiError {
  return new ApiError(code, retryAfterMs ?? null, ref ?? null);
}
