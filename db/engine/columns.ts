import { type SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** What tables are made of in SQLite. Another engine's parts have the same names and other types. */
export const SQLITE = {
  table: sqliteTable,
  text,
  integer,
  index,
  uniqueIndex,
  primaryKey,
  /** A number that the engine gives each row, higher than those before. */
  rowId: <Name extends string>(name: Name) => integer(name).primaryKey(),
  /** The key that an engine needs for `rowId` beside the column, with what its table may be sharded by. */
  rowKey: (_id: AnySQLiteColumn, _shard?: AnySQLiteColumn): ReturnType<typeof primaryKey>[] => [],
  /** Whether a text holds a piece, as `holds` of the dialect says it: an index stands on these very words. */
  holds: (whole: AnySQLiteColumn, piece: string): SQL =>
    sql`instr(${whole}, ${piece}) > 0`.inlineParams(),
};
export type TableParts = typeof SQLITE;
