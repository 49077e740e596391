import { type SQL, sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import type { TableParts } from './columns.ts';

/**
 * Compared byte by byte whatever the language of the database, as SQLite does: two servers of different languages would
 * otherwise sort, page and find by prefix differently, and an upgrade of the machine's languages would break indexes.
 */
export const textByBytes = pg.customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** All integers of SQLite have 64 bits, and times and counters are above 2³¹. */
const bigint = (name: string) => pg.bigint(name, { mode: 'number' });

const POSTGRES_PARTS = {
  table: pg.pgTable,
  text: textByBytes,
  integer: bigint,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  rowId: (name: string) => bigint(name).generatedByDefaultAsIdentity(),
  rowKey: (id: pg.AnyPgColumn, shard?: pg.AnyPgColumn) => [
    shard ? pg.primaryKey({ columns: [id, shard] }) : pg.primaryKey({ columns: [id] }),
  ],
  holds: (whole: pg.AnyPgColumn, piece: string): SQL =>
    sql`strpos(${whole}, ${piece}) > 0`.inlineParams(),
};

/**
 * The parts of PostgreSQL, for its migrations and tests: statements refer to SQLite's tables in the words of either, so a
 * server never loads these. The types are SQLite's as well.
 */
export const POSTGRES = POSTGRES_PARTS as unknown as TableParts;
