import type { Database } from 'bun:sqlite';
import { existsSync, statSync } from 'node:fs';
import { drizzle } from 'drizzle-orm/bun-sqlite';
import { SERVER_ID, serverIdIn } from './engine/backup.ts';
import { Checkpoints, type DbLog } from './engine/checkpoints.ts';
import { Connection } from './engine/connection.ts';
import { DataFiles, mustBeWhole } from './engine/data-files.ts';
import { runSync, type Tx } from './engine/engine.ts';
import { isDamage, sqliteCode } from './engine/error-codes.ts';
import { HealthMonitor } from './engine/health.ts';
import { lockData, OpenError } from './engine/lock.ts';
import { LogSync } from './engine/log-sync.ts';
import { migrate } from './engine/migrate.ts';
import { createData, openReader, openWriter } from './engine/open.ts';
import type { LocalizedText } from './engine/user-error.ts';
import { Writer } from './engine/writer.ts';
import { isLegacy } from './legacy/open.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { accountsStore } from './stores/accounts.ts';
import { auditStore } from './stores/audit.ts';
import { blocksStore } from './stores/blocks.ts';
import { ChatContextCache } from './stores/chat-context-cache.ts';
import { chatsStore } from './stores/chats.ts';
import { exportStore } from './stores/export.ts';
import { filesStore } from './stores/files.ts';
import { groupsStore } from './stores/groups.ts';
import { importedStore } from './stores/imported.ts';
import { invitesStore } from './stores/invites.ts';
import { linksStore } from './stores/links.ts';
import { chatSettingsStore } from './stores/membership-settings.ts';
import { messagesStore } from './stores/messages.ts';
import { searchStore } from './stores/search.ts';
import { serverInvitesStore } from './stores/server-invites.ts';
import { sessionsStore } from './stores/sessions.ts';
import { settingsStore } from './stores/settings.ts';
import { fillKeys } from './stores/sort-keys.ts';
import { totalsStore } from './stores/totals.ts';
import { usersStore } from './stores/users.ts';

type Options = { path: string; log?: DbLog };

export type Db = ReturnType<typeof openDb>;

/** Opens the data at `path` for this process alone, brings its schema up to date, and gives its stores. */
export function openDb({ path, log }: Options) {
  mustBeWhole(path);
  const lock = lockData(path);
  const hadLog = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const { writing, reading } = openBoth(path, lock);
  const logSync = new LogSync(path, writing.database);
  const writer = new Writer(
    writing,
    (error) => log?.error('commit failed', { error }),
    undefined,
    logSync.isUsable ? logSync : undefined,
  );
  const watch = new HealthMonitor(new DataFiles(path), log);
  writer.stands = watch.stands;
  writer.onDamage = watch.damage;
  const checkpoints = new Checkpoints(path, writing.database, log);
  let onBatch: Writer['onBatch'] = () => {};
  writer.onBatch = (commands, commitMs) => {
    checkpoints.committed();
    onBatch(commands, commitMs);
  };
  // A server that was killed between a deletion and the emptying of the log has left the deleted words in the log.
  if (hadLog) checkpoints.empty();
  let closed = false;

  /**
   * Runs on this thread, so it is called only at the end; a reader in another program prevents it, and it does not
   * wait.
   */
  function checkpoint(): void {
    try {
      writing.database.run('PRAGMA busy_timeout = 0');
      writing.database.run('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      log?.warn('log not emptied', { code: sqliteCode(error) });
    }
  }

  return {
    ...createStores(writing.database),
    /**
     * Runs at once, on the reading connection. It resolves when everything that the script may have seen is on the
     * disk.
     */
    async read<T>(script: Tx<T>): Promise<T> {
      try {
        const found = runSync(script, reading.execute);
        if (writer.unsynced) await writer.unsynced;
        return found;
      } catch (error) {
        if (isDamage(error)) watch.damage(error);
        throw error;
      }
    },
    health: () => watch.health(),
    /** A command of the writer's next batch; resolved when that batch is on disk. */
    write: <T>(make: () => Tx<T>): Promise<T> => writer.write(make),
    drain: () => writer.drain(),
    checkpoint,
    /** Called after the commit of a deletion or an edit: the old words leave the log too, a moment later. */
    scrub: () => checkpoints.empty(),
    /** Gives the pages that both connections remember back to the machine; later reads find them in its own cache. */
    releaseMemory(): void {
      for (const { database } of [writing, reading]) database.run('PRAGMA shrink_memory');
    },
    stats: () => ({ ...writer.stats, queued: writer.queued }),
    observeBatches(listener: (commands: number, commitMs: number) => void): void {
      onBatch = listener;
    },
    /** Takes no more commands, finishes those it has, and leaves one file, unless another program reads it. */
    async close(): Promise<void> {
      if (closed) return;
      closed = true;
      const ended = checkpoints.stop();
      if (ended) await ended;
      // SQLite would remove the log by its name, which belongs to other files now.
      if (!watch.stands()) return lock.release();
      await writer.close();
      logSync.close();
      reading.close();
      checkpoint();
      try {
        writing.close();
      } catch (error) {
        // A full or read-only disk: all that was acknowledged is in the log, which the next start reads.
        log?.warn('log left behind', { code: sqliteCode(error) });
      }
      lock.release();
    },
  };
}

function openBoth(path: string, lock: { release(): void }) {
  try {
    if (isLegacy(path)) throw new OpenError(notOurs(path));
    if (!existsSync(path)) createData(path);
    const writing = openWriter(path);
    migrate(writing, path, MIGRATIONS);
    fillKeys(writing);
    nameServer(writing);
    return {
      writing: new Connection(writing, new ChatContextCache()),
      reading: new Connection(openReader(path)),
    };
  } catch (error) {
    lock.release();
    throw isDamage(error) ? new OpenError(damaged(path)) : error;
  }
}

/** Gives the data an id, once and for all, that no other server has. */
function nameServer(database: Database): void {
  if (serverIdIn(database) !== undefined) return;
  const sql =
    'insert into settings (key, value) values (?, hex(randomblob(16))) on conflict do nothing';
  database.query(sql).run(SERVER_ID);
}

function damaged(path: string): LocalizedText {
  return {
    en:
      `${path} is damaged, or no database at all. “payambar verify” says more; ` +
      'a backup is brought back with: payambar restore FILE --replace',
    fa:
      `${path} آسیب دیده است، یا پایگاه داده نیست. «payambar verify» بیشتر می‌گوید؛ ` +
      'پشتیبان با این فرمان بازمی‌گردد: payambar restore FILE --replace',
  };
}

function notOurs(path: string): LocalizedText {
  return {
    en:
      `${path} is the database of the older Payambar, the program in Go. Move its folder aside, ` +
      'then bring it over with: payambar import /the/moved/folder',
    fa:
      `${path} پایگاه داده‌ی پیام‌بر قدیمی، همان برنامه‌ی Go، است. پوشه‌اش را کنار بگذارید، ` +
      'سپس با این فرمان به اینجا بیاورید: payambar import /the/moved/folder',
  };
}

export type Stores = ReturnType<typeof createStores>;

/** The queries, bound to no connection. */
export function createStores(database: Database) {
  const builder = drizzle(database);
  const users = usersStore(builder);
  return {
    users,
    sessions: sessionsStore(builder, users.byId),
    accounts: accountsStore(),
    audit: auditStore(),
    export: exportStore(),
    links: linksStore(),
    serverInvites: serverInvitesStore(),
    blocks: blocksStore(),
    chats: chatsStore(),
    chatSettings: chatSettingsStore(),
    files: filesStore(),
    groups: groupsStore(),
    imported: importedStore(),
    invites: invitesStore(),
    messages: messagesStore(),
    search: searchStore(),
    settings: settingsStore(builder),
    totals: totalsStore(),
  };
}
