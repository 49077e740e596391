import type { Presence, Typing } from '../../protocol/presence.ts';
import type { Cancel, Env } from '../core/env.ts';
import { followServerClock } from '../core/server-clock.ts';
import type { Actions, ConnectionState } from '../core/services.ts';
import type { ReadableStore, Writable } from '../core/store.ts';
import type { UploadShare } from '../core/upload-share.ts';

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
  uploads?: UploadShare[];
};
export type Refused = NonNullable<Actions['refused'] extends ReadableStore<infer R> ? R : never>;

export type LiveStores = {
  connection: Writable<ConnectionState>;
  presence: Writable<ReadonlyMap<string, Presence>>;
  refused: Writable<Refused | null>;
  joinRequests: Writable<ReadonlyMap<string, number>>;
  uploads: Writable<ReadonlyMap<string, UploadShare>>;
};

export class LiveModel {
  private readonly writers = new Map<string, Map<string, Cancel>>();

  constructor(
    private readonly env: Env,
    private readonly stores: LiveStores,
    private readonly onTypingChange: (chatId: string) => void,
  ) {}

  private ahead: number | undefined;

  apply({ connection, presence, typing, refused, joins, ahead, uploads }: LiveUpdate): void {
    if (ahead !== undefined) {
      this.ahead = ahead;
      followServerClock(ahead);
    }
    if (joins && this.stores.joinRequests.get().get(joins.chatId) !== joins.count) {
      const known = new Map(this.stores.joinRequests.get());
      this.stores.joinRequests.set(known.set(joins.chatId, joins.count));
    }
    if (refused) this.stores.refused.set(refused);
    if (connection) this.setConnection(connection);
    if (presence?.length) {
      const known = new Map(this.stores.presence.get());
      for (const one of presence) known.set(one.userId, one);
      this.stores.presence.set(known);
    }
    if (typing) this.setTyping(typing);
    if (uploads?.length) {
      const known = new Map(this.stores.uploads.get());
      for (const one of uploads) {
        if (one.share === null) known.delete(one.clientId);
        else known.set(one.clientId, one);
      }
      this.stores.uploads.set(known);
    }
  }

  readState(): LiveUpdate {
    return {
      ...(this.ahead === undefined ? {} : { ahead: this.ahead }),
      connection: this.stores.connection.get(),
      presence: [...this.stores.presence.get().values()],
      uploads: [...this.stores.uploads.get().values()],
    };
  }

  listTyping(chatId: string): string[] {
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
        this.env.after(TYPING_MS, () => this.handleTypingEnd(chatId, userId)),
      );
    if (on !== Boolean(before)) this.onTypingChange(chatId);
  }

  close(): void {
    for (const writers of this.writers.values()) for (const cancel of writers.values()) cancel();
    this.writers.clear();
  }

  /** Without a connection the presence of others is unknown. */
  private setConnection(connection: ConnectionState): void {
    this.stores.connection.set(connection);
    if (connection.state === 'online' || this.stores.presence.get().size === 0) return;
    this.stores.presence.set(new Map());
  }

  private handleTypingEnd(chatId: string, userId: string): void {
    this.writers.get(chatId)?.delete(userId);
    this.onTypingChange(chatId);
  }
}
