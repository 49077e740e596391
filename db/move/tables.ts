import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { MOVED_SETTINGS } from '../engine/move-marks.ts';
import { tables } from '../schema.ts';

/** A column as both engines know it: all texts are UTF-8, all numbers whole and of 64 bits. */
export type MovedColumn = { name: string; type: 'text' | 'bigint' };
export type MovedTable = {
  name: string;
  columns: readonly MovedColumn[];
  /** Where the columns of the key stand among `columns`; rows go in the order of it. */
  key: readonly number[];
  /** Which rows go along, in words that both engines know. */
  which: string;
};

/** Every table of the schema, whatever comes to it later. The search index is none: it is made anew from the messages. */
export function movedTables(): MovedTable[] {
  return Object.values(tables).map((table) => describe(table as SQLiteTable));
}

function describe(table: SQLiteTable): MovedTable {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  return {
    name,
    columns: columns.map((column) => ({
      name: column.name,
      type: column.getSQLType() === 'integer' ? 'bigint' : 'text',
    })),
    key: key.map((part) => columns.findIndex((column) => column.name === part.name)),
    which: name === 'settings' ? MOVED_SETTINGS : 'true',
  };
}
