import type { Tx } from './engine/engine.ts';
import type { Health } from './engine/health.ts';
import type { Lease } from './engine/lease.ts';
import type { WriterStats } from './engine/writer.ts';
import { accountsStore } from './stores/accounts.ts';
import { auditStore } from './stores/audit.ts';
import { avatarsStore } from './stores/avatars.ts';
import { blocksStore } from './stores/blocks.ts';
import { callsStore } from './stores/calls.ts';
import { chatsStore } from './stores/chats.ts';
import { exportStore } from './stores/export.ts';
import { filesStore } from './stores/files.ts';
import { groupsStore } from './stores/groups.ts';
import { importedStore } from './stores/imported.ts';
import { invitesStore } from './stores/invites.ts';
import { jobsStore } from './stores/jobs.ts';
import { linksStore } from './stores/links.ts';
import { chatSettingsStore } from './stores/membership-settings.ts';
import { messagesStore } from './stores/messages.ts';
import { notificationSettingsStore } from './stores/notification-settings.ts';
import { pushJobsStore } from './stores/push-jobs.ts';
import { pushRetriesStore } from './stores/push-retries.ts';
import { pushSubscriptionsStore } from './stores/push-subscriptions.ts';
import { pushWordsStore } from './stores/push-words.ts';
import { searchStore } from './stores/search.ts';
import { serverInvitesStore } from './stores/server-invites.ts';
import { sessionsStore } from './stores/sessions.ts';
import { settingsStore } from './stores/settings.ts';
import { totalsStore } from './stores/totals.ts';
import { uploadsStore } from './stores/uploads.ts';
import { usersStore } from './stores/users.ts';

export type Stores = ReturnType<typeof createStores>;

/** The queries, bound to no connection. */
export function createStores() {
  const users = usersStore();
  return {
    users,
    sessions: sessionsStore(users.byId),
    accounts: accountsStore(),
    audit: auditStore(),
    export: exportStore(),
    links: linksStore(),
    serverInvites: serverInvitesStore(),
    blocks: blocksStore(),
    calls: callsStore(),
    chats: chatsStore(),
    chatSettings: chatSettingsStore(),
    avatars: avatarsStore(),
    files: filesStore(),
    uploads: uploadsStore(),
    groups: groupsStore(),
    imported: importedStore(),
    invites: invitesStore(),
    jobs: jobsStore(),
    messages: messagesStore(),
    notifications: notificationSettingsStore(),
    pushJobs: pushJobsStore(),
    pushRetries: pushRetriesStore(),
    pushSubscriptions: pushSubscriptionsStore(),
    pushWords: pushWordsStore(),
    search: searchStore(),
    settings: settingsStore(),
    totals: totalsStore(),
  };
}

/** The data, whichever engine holds it. */
export type Db = Stores & {
  /** Resolves when everything that the script may have seen is on the disk. A script sees one moment of the data. */
  read<T>(script: Tx<T>): Promise<T>;
  /** Whether a script that reads runs to its end in one go, so that nothing else is done meanwhile. */
  readonly readsInOneGo: boolean;
  /**
   * A command of the writer's next batch; resolved when that batch is on disk. `make` may be called more than once.
   * `chatId`: the chat that the command alone writes, so that PostgreSQL runs it beside those of others.
   */
  write<T>(make: () => Tx<T>, chatId?: string): Promise<T>;
  /**
   * A command that writes nothing of chats, and is given again where it fails; on PostgreSQL it is beside the batches of
   * all nodes, also of this one.
   */
  writeBeside<T>(make: () => Tx<T>): Promise<T>;
  /** Who does the work that no request asks for. */
  lease: Lease;
  /** That this process lives, and does what it has claimed. */
  worker: Lease;
  /** Runs alone among all work with any of these names, at all nodes of this data. It may take a quarter of an hour. */
  alone<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
  health(): Health;
  /** The newest schema that this program knows, where other nodes may know another. */
  schema?: number;
  /** By how much this machine's clock is ahead of the data's own server, where it is too far off to be believed; ms. */
  clockAheadMs?: () => number;
  /** Hears that a newer program has taken away what this one needs, and that nothing more is written here. */
  observeOutdated?: (listener: () => void) => void;
  /** Resolves when no command waits any more. */
  drain(): Promise<void>;
  checkpoint(): void;
  /** Called after the commit of a deletion or an edit: the old words leave SQLite's log too, or PostgreSQL's pages, later. */
  scrub(): void;
  /** Gives what is remembered of the data back to the machine. */
  releaseMemory(): void;
  /** The size of the database, where it is no file of ours. */
  bytes?: () => Promise<number>;
  stats(): WriterStats & { queued: number };
  observeBatches(listener: (commands: number, commitMs: number) => void): void;
  /** Takes no more commands, and finishes those it has. SQLite leaves one file, unless another program reads it. */
  close(): Promise<void>;
};
