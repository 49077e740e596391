import type { ReservedSQL } from 'bun';
import {
  type MovedRow,
  type MoveSource,
  type MoveTarget,
  namesOf,
  rowKey,
  selectText,
} from './side.ts';

/** Data in PostgreSQL. The caller has begun the transaction in which it is read. */
export function postgresSource(client: ReservedSQL): MoveSource {
  return {
    async read(table, after, limit) {
      const text = selectText(table, after === undefined, (n, { type }) => `$${n}::${type}`);
      const key = after === undefined ? [] : rowKey(table, after);
      const rows = (await client.unsafe(text + limit, key).values()) as unknown[][];
      for (const row of rows) toNumbers(row);
      return rows as unknown as MovedRow[];
    },
    async count({ name, which }) {
      const [row] = await client.unsafe(
        `select count(*)::int as found from "${name}" where ${which}`,
      );
      return row.found;
    },
  };
}

/** Each batch is a transaction of its own. */
export function postgresTarget(client: ReservedSQL): MoveTarget {
  return {
    ...postgresSource(client),
    async insert(table, rows) {
      const lists = table.columns.map(({ type }, at) => `$${at + 1}::${type}[]`).join(', ');
      const columns = table.columns.map((_, at) => rows.map((row) => row[at] ?? null));
      await client.unsafe(
        `insert into "${table.name}" (${namesOf(table)}) select * from unnest(${lists})`,
        columns,
      );
    },
    async clear({ name, which }) {
      await client.unsafe(
        which === 'true' ? `truncate "${name}"` : `delete from "${name}" where ${which}`,
      );
    },
  };
}

/** All numbers are below 2^53. */
function toNumbers(row: unknown[]): void {
  for (const [at, value] of row.entries()) if (typeof value === 'bigint') row[at] = Number(value);
}
