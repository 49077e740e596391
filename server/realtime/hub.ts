import { CLOSE } from '../../protocol/close.ts';
import type { Change } from '../context.ts';
import type { Connection } from './connection.ts';
import { eventFrame } from './frames.ts';

/** Bun's native publish; given by `app.ts` once the server listens. */
export type Publish = (topic: string, frame: string) => void;

export const personTopic = (userId: string): string => `u:${userId}`;

/** Who is connected here, and the only place that announces anything. It is called after the commit, never before. */
export class Hub {
  private readonly people = new Map<string, Set<Connection>>();
  private readonly waiting = new Map<string, Set<() => void>>();
  private publisher: Publish = () => {};
  private closing = false;

  attach(publish: Publish): void {
    this.publisher = publish;
  }

  add(connection: Connection): void {
    const own = this.people.get(connection.userId);
    if (own) own.add(connection);
    else this.people.set(connection.userId, new Set([connection]));
    connection.socket?.subscribe(personTopic(connection.userId));
  }

  remove(connection: Connection): void {
    const own = this.people.get(connection.userId);
    if (!own?.delete(connection)) return;
    if (own.size === 0) this.people.delete(connection.userId);
  }

  of(userId: string): ReadonlySet<Connection> {
    return this.people.get(userId) ?? NOBODY;
  }

  byId(userId: string, id: number | null): Connection | undefined {
    for (const connection of this.of(userId)) if (connection.id === id) return connection;
    return undefined;
  }

  get count(): number {
    let count = 0;
    for (const own of this.people.values()) count += own.size;
    return count;
  }

  /** One event is serialised once. `sender` is left out where a change says so; its reply has told it already. */
  publish(changes: readonly Change[], sender: Connection | undefined): void {
    for (const change of changes) {
      let frame: string | undefined;
      for (const userId of change.to) {
        this.wake(userId);
        const own = this.people.get(userId);
        if (own === undefined) continue;
        const skips = change.exceptSender === true && sender !== undefined && own.has(sender);
        if (skips && own.size === 1) continue;
        frame ??= eventFrame(change.event);
        for (const connection of own) if (!(skips && connection === sender)) connection.send(frame);
      }
    }
  }

  publishTo(topic: string, frame: string): void {
    this.publisher(topic, frame);
  }

  /** Resolves at the next change for the person, or after `ms`, or when `signal` aborts (the long-poll's client left). */
  wait(userId: string, ms: number, signal: AbortSignal): Promise<void> {
    // A request that came in just before the end would otherwise hold it up.
    if (this.closing) return Promise.resolve();
    return new Promise((resolve) => {
      const waiters = this.waiting.get(userId) ?? new Set();
      this.waiting.set(userId, waiters);
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        waiters.delete(done);
        if (waiters.size === 0) this.waiting.delete(userId);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
      waiters.add(done);
    });
  }

  /** A revoked session loses its sockets in the same call (original #15, #23). */
  closeSession(sessionIds: readonly string[]): void {
    const ended = new Set(sessionIds);
    for (const own of [...this.people.values()]) {
      for (const connection of [...own]) {
        if (!ended.has(connection.sessionId)) continue;
        connection.tell({ type: 'session.ended', body: {} });
        this.remove(connection);
        connection.end(CLOSE.revoked, 'session ended');
      }
    }
  }

  /** Tells each socket when to return, evenly spread over `spreadMs`, so that nobody returns in the same moment. */
  closeAll(spreadMs: number): void {
    this.closing = true;
    const all = [...this.people.values()].flatMap((own) => [...own]);
    all.forEach((connection, place) => {
      const retryAfterMs = 500 + Math.floor((place * spreadMs) / all.length);
      connection.tell({ type: 'server.closing', body: { retryAfterMs } });
      connection.end(CLOSE.restart, 'restart');
    });
    for (const waiters of [...this.waiting.values()]) for (const done of [...waiters]) done();
  }

  private wake(userId: string): void {
    if (this.waiting.size === 0) return;
    const waiters = this.waiting.get(userId);
    if (waiters) for (const done of [...waiters]) done();
  }
}

const NOBODY: ReadonlySet<Connection> = new Set();
