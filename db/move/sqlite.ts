import type { Database } from 'bun:sqlite';
import { deleteRows, type MoveSource, type MoveTarget, namesOf, selectRows } from './side.ts';
import type { MovedTable } from './tables.ts';

/** Data in SQLite. The caller has begun the transaction in which it is read. */
export function sqliteSource(database: Database): MoveSource {
  return {
    async read(table, after, limit, upTo) {
      const { text, keys } = selectRows(table, { after, upTo }, limit, () => '?');
      return database.query(text).values(...keys) as never;
    },
    async count(table) {
      return countIn(database, table);
    },
  };
}

/** `database`: a new file that nobody else has open; its foreign keys are off, and looked at when all is there. */
export function sqliteTarget(database: Database): MoveTarget {
  return {
    ...sqliteSource(database),
    async insert(table, rows) {
      const slots = table.columns.map(() => '?').join(', ');
      const insert = database.query(
        `insert into "${table.name}" (${namesOf(table)}) values (${slots})`,
      );
      database.transaction(() => {
        for (const row of rows) insert.run(...row);
      })();
    },
    async remove(table, after, upTo) {
      const { text, keys } = deleteRows(table, { after, upTo }, () => '?');
      database.query(text).run(...keys);
    },
    async clear({ name, which }) {
      database.run(`delete from "${name}" where ${which}`);
    },
  };
}

function countIn(database: Database, { name, which }: MovedTable): number {
  const sql = `select count(*) as found from "${name}" where ${which}`;
  return database.query<{ found: number }, []>(sql).get()?.found ?? 0;
}
