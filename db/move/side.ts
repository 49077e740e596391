import type { MovedColumn, MovedTable } from './tables.ts';

export type MovedValue = string | number | null;
/** In the order of the table's columns. */
export type MovedRow = readonly MovedValue[];

/** Data that is read, all of it as of one moment. Both engines order texts by their bytes. */
export type MoveSource = {
  /** Rows above `after` in the order of their keys, the first `limit` of them; `upTo`: none above that one. */
  read(table: MovedTable, after: MovedRow | undefined, limit: number): Promise<MovedRow[]>;
  count(table: MovedTable): Promise<number>;
};

/** Data that is being filled. */
export type MoveTarget = MoveSource & {
  insert(table: MovedTable, rows: readonly MovedRow[]): Promise<void>;
  clear(table: MovedTable): Promise<void>;
};

/** The order of the columns of the key. */
export const rowKey = (table: MovedTable, row: MovedRow): MovedValue[] =>
  table.key.map((at) => row[at] ?? null);

export const keyColumns = ({ columns, key }: MovedTable): MovedColumn[] =>
  key.map((at) => columns[at] as MovedColumn);

const quoted = ({ name }: { name: string }): string => `"${name}"`;

/** `slot`: how the engine writes the n-th parameter, from 1. */
export function selectText(
  table: MovedTable,
  isFirst: boolean,
  slot: (n: number, column: MovedColumn) => string,
): string {
  const keys = keyColumns(table);
  const order = keys.map(quoted).join(', ');
  const slots = keys.map((column, i) => slot(i + 1, column)).join(', ');
  const above = isFirst ? '' : ` and (${order}) > (${slots})`;
  return `select ${namesOf(table)} from "${table.name}" where ${table.which}${above} order by ${order} limit `;
}

export const namesOf = ({ columns }: MovedTable): string => columns.map(quoted).join(', ');
