import type { Me } from '../../protocol/users.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ChatRow } from '../core/services.ts';
import type { Writable } from '../core/store.ts';
import type { TabCall } from '../core/tab-calls.ts';
import type { Taken } from '../core/taken.ts';
import type { LiveStores, LiveUpdate } from '../model/live.ts';

/** What the tabs of a browser tell each other. */
export type TabMessage =
  | TabCall
  | { kind: 'notice'; change: LocalChange }
  | { kind: 'live'; update: LiveUpdate }
  | { kind: 'bye'; tab: string };

/** Stores that outlive a session: components hold them. */
export type SessionStores = LiveStores & {
  chats: Writable<ChatRow[] | undefined>;
  unread: Writable<number>;
};

/** What a session knows of the timelines that are open. */
export type OpenTimeline = { readonly chatId: string; jumpToEnd(): Promise<void>; close(): void };

export type SessionHooks = {
  /** The person was removed from these groups, or their owner deleted them. */
  taken(groups: readonly Taken[]): void;
  me(me: Me): void;
  /** `ended`: the session was ended on purpose; otherwise it has expired. */
  signedOut(ended: boolean): void;
  /** Another tab has removed the database. */
  removed(): void;
};
