import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { LOCAL_MIGRATIONS } from './migrations.ts';
import type { LocalTableName, Tables } from './schema.ts';
import {
  type Backend,
  isSpan,
  type Key,
  type LocalTx,
  type Mode,
  type Span,
  type Work,
} from './tx.ts';

type IndexedDbHooks = {
  /** Another tab removes the database (signed out) or runs a newer app: this connection is closed already. */
  onOutdated(by: 'removal' | 'newer-app'): void;
  /** The browser closed the connection: storage cleared, or Safari's database process died. */
  onTerminated(): void;
};

export async function openIndexedDb(name: string, hooks: IndexedDbHooks): Promise<Backend> {
  const db = await openDB(name, LOCAL_MIGRATIONS.length, {
    async upgrade(database, from, _to, transaction) {
      for (const migrate of LOCAL_MIGRATIONS.slice(from)) await migrate(database, transaction);
    },
    blocking(_current, next, event) {
      (event.target as IDBDatabase).close();
      hooks.onOutdated(next === null ? 'removal' : 'newer-app');
    },
    terminated: hooks.onTerminated,
  });
  return {
    run: (tables, mode, work) => run(db, tables, mode, work),
    close: () => db.close(),
  };
}

export async function removeIndexedDb(name: string): Promise<void> {
  if (typeof indexedDB !== 'undefined') await deleteDB(name);
}

async function run<R>(
  db: IDBPDatabase,
  tables: readonly LocalTableName[],
  mode: Mode,
  work: Work<R>,
): Promise<R> {
  // Strict: a message that shows as queued has reached the disk (Chromium's default since 121 is relaxed).
  const transaction = db.transaction(tables, mode, { durability: 'strict' });
  const done = transaction.done;
  // The promise is also awaited below; without this an abort while `work` runs is an unhandled rejection.
  done.catch(() => {});
  const tx: LocalTx = {
    get: <T extends LocalTableName>(table: T, key: Key) =>
      transaction.objectStore(table).get(key) as Promise<Tables[T] | undefined>,
    getAll: <T extends LocalTableName>(table: T, span?: Span) =>
      transaction.objectStore(table).getAll(span && range(span)) as Promise<Tables[T][]>,
    put: (table, row) => quietly(transaction.objectStore(table).put?.(row)),
    remove: (table, what) =>
      quietly(transaction.objectStore(table).delete?.(isSpan(what) ? range(what) : what)),
  };
  try {
    const result = await work(tx);
    await done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {}
    throw transaction.error ?? error;
  }
}

function range({ from, to }: Span): IDBKeyRange {
  return IDBKeyRange.bound(from, to);
}

/** A request that fails aborts its transaction, whose `done` reports it. */
function quietly(request: Promise<unknown> | undefined): void {
  request?.catch(() => {});
}
