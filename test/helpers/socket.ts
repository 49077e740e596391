import type { Json } from './caller.ts';
import { PATIENCE_MS } from './patience.ts';

type Watcher = () => void;

/** A socket that records every frame. */
export class Socket {
  /** Frames in the order in which they came: replies (with `ok`) and events (with `type`). */
  readonly frames: Json[] = [];
  /** The close code. */
  readonly closed: Promise<number>;
  private readonly watchers = new Set<Watcher>();
  private readonly asked = new Map<number, (reply: Json) => void>();
  private lastId = 0;
  private read = 0;

  private constructor(readonly raw: WebSocket) {
    raw.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data));
      this.frames.push(frame);
      if (frame.ok !== undefined) this.asked.get(frame.id)?.(frame);
      for (const watcher of [...this.watchers]) watcher();
    });
    this.closed = new Promise((resolve) =>
      raw.addEventListener('close', ({ code }) => resolve(code)),
    );
  }

  static async open(url: string, token: string, headers?: Record<string, string>): Promise<Socket> {
    const bearer = { authorization: `Bearer ${token}` };
    // Bun's own second argument, which the DOM's type does not know.
    const options = { headers: headers ?? bearer } as unknown as string[];
    const raw = new WebSocket(`${url.replace('http', 'ws')}/ws`, options);
    const socket = new Socket(raw);
    await new Promise<void>((resolve, reject) => {
      raw.addEventListener('open', () => resolve());
      raw.addEventListener('close', ({ code }) => reject(new Error(`not opened: ${code}`)));
      raw.addEventListener('error', () => reject(new Error('not opened')));
    });
    return socket;
  }

  get events(): Json[] {
    return this.frames.filter((frame) => frame.ok === undefined);
  }

  /** Resolves with the reply to one request. */
  request(type: string, body?: unknown): Promise<Json> {
    const id = ++this.lastId;
    this.raw.send(JSON.stringify({ id, type, body }));
    return new Promise((resolve, reject) => {
      const late = (): void => reject(new Error(`waited in vain for the answer to ${type}`));
      const timer = setTimeout(late, PATIENCE_MS);
      this.asked.set(id, (reply) => {
        clearTimeout(timer);
        this.asked.delete(id);
        resolve(reply);
      });
    });
  }

  /** Resolves with the next frame, among those not yet returned here, for which `fits` holds. */
  async next(fits: (frame: Json) => boolean): Promise<Json> {
    const place = (): number => this.frames.findIndex((frame, n) => n >= this.read && fits(frame));
    await this.waitFor(() => place() !== -1);
    const found = place();
    this.read = found + 1;
    return this.frames[found];
  }

  /** Checks at each frame, never by a clock. */
  waitFor(isTrue: () => boolean, what = String(isTrue)): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.watchers.delete(watcher);
        end();
      };
      const watcher = (): void => {
        if (isTrue()) settle(resolve);
      };
      const timer = setTimeout(
        () => settle(() => reject(new Error(`waited in vain for ${what}`))),
        PATIENCE_MS,
      );
      this.watchers.add(watcher);
      watcher();
    });
  }

  close(): void {
    this.raw.close();
  }
}
