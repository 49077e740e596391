import type { ReservedSQL } from 'bun';
import {
  deleteRows,
  type MovedRow,
  type MoveSource,
  type MoveTarget,
  namesOf,
  selectRows,
} from './side.ts';
import type { MovedColumn } from './tables.ts';

const slot = (n: number, { type }: MovedColumn): string => `$${n}::${type}`;

/** Data in PostgreSQL. The caller has begun the transaction in which it is read. */
export function postgresSource(client: ReservedSQL): MoveSource {
  return {
    async read(table, after, limit, upTo) {
      const { text, keys } = selectRows(table, { after, upTo }, limit, slot);
      const rows = (await client.unsafe(text, keys).values()) as unknown[][];
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
    async remove(table, after, upTo) {
      const { text, keys } = deleteRows(table, { after, upTo }, slot);
      await client.unsafe(text, keys);
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
