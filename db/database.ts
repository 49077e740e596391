import { existsSync, statSync } from 'node:fs';
import { Checkpoints, type DbLog } from './engine/checkpoints.ts';
import { Connection } from './engine/connection.ts';
import { DataFiles, mustBeWhole } from './engine/data-files.ts';
import { runSync, type Tx } from './engine/engine.ts';
import { isDamage, sqliteCode } from './engine/error-codes.ts';
import { HealthMonitor } from './engine/health.ts';
import { makeSoleLease } from './engine/lease.ts';
import { lockData, OpenError } from './engine/lock.ts';
import { LogSync } from './engine/log-sync.ts';
import { migrate } from './engine/migrate.ts';
import { movedMarkIn, wasMoved } from './engine/move-marks.ts';
import { createData, openReader, openWriter } from './engine/open.ts';
import type { LocalizedText } from './engine/user-error.ts';
import { Writer } from './engine/writer.ts';
import { isLegacy } from './legacy/open.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { ChatContextCache } from './stores/chat-context-cache.ts';
import { nameServer } from './stores/settings.ts';
import { fillKeys } from './stores/sort-keys.ts';
import { createStores, type Db } from './stores.ts';

type Options = { path: string; log?: DbLog };

/** Opens the data at `path` for this process alone, brings its schema up to date, and gives its stores. */
export function openDb({ path, log }: Options): Db {
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

  // No other start of this data has the same name.
  const named = writing.database.query<{ name: string }, []>('SELECT hex(randomblob(8)) AS name');
  const lease = makeSoleLease(named.get()?.name ?? '');
  return {
    ...createStores(),
    lease,
    worker: lease,
    readsInOneGo: true,
    /** Runs at once, on the reading connection. */
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
    // One process has this data, and orders its own work.
    alone: (_, work) => work(),
    health: () => watch.health(),
    write: <T>(make: () => Tx<T>): Promise<T> => writer.write(make),
    writeBeside: (make) => writer.write(make),
    drain: () => writer.drain(),
    checkpoint,
    scrub: () => checkpoints.empty(),
    releaseMemory(): void {
      for (const { database } of [writing, reading]) database.run('PRAGMA shrink_memory');
    },
    stats: () => ({ ...writer.stats, queued: writer.queued }),
    observeBatches(listener: (commands: number, commitMs: number) => void): void {
      onBatch = listener;
    },
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
    const moved = movedMarkIn(writing);
    if (moved) throw new OpenError(wasMoved(path, moved));
    const connection = new Connection(writing, new ChatContextCache());
    writing.transaction(() => {
      runSync(fillKeys(), connection.execute);
      runSync(nameServer(), connection.execute);
    })();
    return {
      writing: connection,
      reading: new Connection(openReader(path)),
    };
  } catch (error) {
    lock.release();
    throw isDamage(error) ? new OpenError(damaged(path)) : error;
  }
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
