import type { Database } from 'bun:sqlite';
import { drizzle } from 'drizzle-orm/bun-sqlite';
import { blocksStore } from './blocks.ts';
import { chatsStore } from './chats.ts';
import { Connection } from './connection.ts';
import { runSync, type Script } from './engine.ts';
import { groupsStore } from './groups.ts';
import { invitesStore } from './invites.ts';
import { lockData } from './lock.ts';
import { messagesStore } from './messages.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openReader, openWriter } from './open.ts';
import { ownStore } from './own.ts';
import { searchStore } from './search.ts';
import { sessionsStore } from './sessions.ts';
import { settingsStore } from './settings.ts';
import { usersStore } from './users.ts';
import { Writer } from './writer.ts';

type Options = {
  path: string;
  log?: { error(event: string, fields?: Record<string, unknown>): void };
};

export type Db = ReturnType<typeof openDb>;

/** Opens the data at `path` for this process alone, brings its schema up to date, and gives its stores. */
export function openDb({ path, log }: Options) {
  const lock = lockData(path);
  const { writing, reading } = openBoth(path, lock);
  const writer = new Writer(writing, (error) => log?.error('commit failed', { error }));
  let closed = false;

  return {
    ...createStores(writing.database),
    /** Runs at once, on the reading connection. */
    read: async <T>(script: Script<T>): Promise<T> => runSync(script, reading.execute),
    /** A command of the writer's next batch; resolved when that batch is on disk. */
    write: <T>(make: () => Script<T>): Promise<T> => writer.write(make),
    drain: () => writer.drain(),
    checkpoint: () => void writing.database.run('PRAGMA wal_checkpoint(TRUNCATE)'),
    stats: () => ({ ...writer.stats, queued: writer.queued }),
    observeBatches(listener: (commands: number, commitMs: number) => void): void {
      writer.onBatch = listener;
    },
    /** Takes no more commands, finishes those it has, and leaves one file. */
    close(): void {
      if (closed) return;
      closed = true;
      writer.close();
      reading.close();
      writing.database.run('PRAGMA wal_checkpoint(TRUNCATE)');
      writing.close();
      lock.release();
    },
  };
}

function openBoth(path: string, lock: { release(): void }) {
  try {
    const writing = openWriter(path);
    migrate(writing, path, MIGRATIONS);
    return { writing: new Connection(writing), reading: new Connection(openReader(path)) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function createStores(database: Database) {
  const builder = drizzle(database);
  const users = usersStore(builder);
  return {
    users,
    sessions: sessionsStore(builder, users.byId),
    blocks: blocksStore(),
    chats: chatsStore(),
    own: ownStore(),
    groups: groupsStore(),
    invites: invitesStore(),
    messages: messagesStore(),
    search: searchStore(),
    settings: settingsStore(builder),
  };
}
