import { KEYS, LOCAL_TABLES, type LocalTableName, type Tables } from './schema.ts';
import { type Backend, isSpan, type Key, type LocalTx, type Span } from './tx.ts';

type Row = Record<string, unknown>;

/**
 * The same tables without IndexedDB: for browsers that refuse it (storage blocked, disk full, a broken profile). The app
 * works as long as the tab lives. Rows are immutable values, so they are not copied.
 */
export function createMemory(): Backend {
  const tables = new Map(LOCAL_TABLES.map((name) => [name, new Map<string, Row>()]));
  const rows = (name: LocalTableName): Map<string, Row> => tables.get(name) ?? new Map();

  const tx: LocalTx = {
    get: async <T extends LocalTableName>(table: T, key: Key) =>
      rows(table).get(JSON.stringify(key)) as Tables[T] | undefined,
    getAll: async <T extends LocalTableName>(table: T, span?: Span) =>
      [...rows(table).values()]
        .filter((row) => !span || within(keyOf(table, row), span))
        .sort((a, b) => compare(keyOf(table, a), keyOf(table, b))) as Tables[T][],
    put: (table, row) => {
      rows(table).set(JSON.stringify(keyOf(table, row)), row);
    },
    remove(table, what) {
      if (!isSpan(what)) rows(table).delete(JSON.stringify(what));
      else
        for (const [id, row] of rows(table))
          if (within(keyOf(table, row), what)) rows(table).delete(id);
    },
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    /** One after the other, as IndexedDB does with overlapping writes. */
    run(_tables, _mode, work) {
      const result = last.then(() => work(tx));
      last = result.catch(() => {});
      return result;
    },
    close() {},
  };
}

function keyOf(table: LocalTableName, row: Row): Key {
  const path = KEYS[table] as string | string[];
  return (Array.isArray(path) ? path.map((part) => row[part]) : row[path]) as Key;
}

function within(key: Key, { from, to }: Span): boolean {
  return compare(from, key) <= 0 && compare(key, to) <= 0;
}

function compare(a: Key, b: Key): number {
  const [textA, seqA] = Array.isArray(a) ? a : [a, 0];
  const [textB, seqB] = Array.isArray(b) ? b : [b, 0];
  if (textA !== textB) return textA < textB ? -1 : 1;
  return seqA - seqB;
}
