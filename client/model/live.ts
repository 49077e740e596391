import type { Presence, Typing } from '../../protocol/presence.ts';
import type { Cancel, Env } from '../core/env.ts';
import { followServerClock } from '../core/server-clock.ts';
import type { Actions, ConnectionState } from '../core/services.ts';
import type { ReadableStore, Writable } from '../core/store.ts';

/** Said again every 3 s while it is true (protocol/presence.ts). */
const TYPING_MS = 6000;

/** What is never stored: the leading tab hears it and passes it on. */
export type LiveUpdate = {
  connection?: ConnectionState;
  presence?: Presence[];
  typing?: Typing;
  refused?: Refused;
  /** How far the server's clock is ahead. */
  ahead?: number;
  joins?: { chatId: string; count: number };
};
export type Refused = NonNullable<Actions['refused'] extends ReadableStore<infer R> ? R : never>;

export type LiveStores = {
  connection: Writable<ConnectionState>;
  presence: Writable<ReadonlyMap<string, Presence>>;
  refused: Writable<Refused | null>;
  joinRequests: Writable<ReadonlyMap<string, number>>;
};

export class LiveModel {
  private readonly writers = new Map<string, Map<string, Cancel>>();

  constructor(
    private readonly env: Env,
    private readonly stores: LiveStores,
    private readonly typingChanged: (chatId: string) => void,
  ) {}

  private ahead: number | undefined;

  apply({ connection, presence, typing, refused, joins, ahead }: LiveUpdate): void {
    if (ahead !== undefined) {
      this.ahead = ahead;
      followServerClock(ahead);
    }
    if (joins && this.stores.joinRequests.get().get(joins.chatId) !== joins.count) {
      const known = new Map(this.stores.joinRequests.get());
      this.stores.joinRequests.set(known.set(joins.chatId, joins.count));
    }
    if (refused) this.stores.refused.set(refused);
    if (connection) this.connect(connection);
    if (presence?.length) {
      const known = new Map(this.stores.presence.get());
      for (const one of presence) known.set(one.userId, one);
      this.stores.presence.set(known);
    }
    if (typing) this.setTyping(typing);
  }

  snapshot(): LiveUpdate {
    return {
      ...(this.ahead === undefined ? {} : { ahead: this.ahead }),
      connection: this.stores.connection.get(),
      presence: [...this.stores.presence.get().values()],
    };
  }

  typing(chatId: string): string[] {
    return [...(this.writers.get(chatId)?.keys() ?? [])];
  }

  setTyping({ chatId, userId, on }: Typing): void {
    const writers = this.writers.get(chatId) ?? new Map<string, Cancel>();
    this.writers.set(chatId, writers);
    const before = writers.get(userId);
    if (!on && !before) return;
    before?.();
    writers.delete(userId);
    if (on)
      writers.set(
        userId,
        this.env.after(TYPING_MS, () => this.stopped(chatId, userId)),
      );
    if (on !== Boolean(before)) this.typingChanged(chatId);
  }

  close(): void {
    for (const writers of this.writers.values()) for (const cancel of writers.values()) cancel();
    this.writers.clear();
  }

  /** Without a connection the presence of others is unknown. */
  private connect(connection: ConnectionState): void {
    this.stores.connection.set(connection);
    if (connection.state === 'online' || this.stores.presence.get().size === 0) return;
    this.stores.presence.set(new Map());
  }

  private stopped(chatId: string, userId: string): void {
    this.writers.get(chatId)?.delete(userId);
    this.typingChanged(chatId);
  }
}
