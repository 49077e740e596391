import type { MovedColumn, MovedTable } from './tables.ts';

export type MovedValue = string | number | null;
/** Rows are read, written and compared so many at a time. */
export const BATCH = 1000;
/** In the order of the table's columns. */
export type MovedRow = readonly MovedValue[];

/** Data that is read, all of it as of one moment. Both engines order texts by their bytes. */
export type MoveSource = {
  /** Rows above `after` in the order of their keys, the first `limit` of them; `upTo`: none above that one. */
  read(
    table: MovedTable,
    after: MovedRow | undefined,
    limit: number,
    upTo?: MovedRow,
  ): Promise<MovedRow[]>;
  count(table: MovedTable): Promise<number>;
};

/** Data that is being filled. */
export type MoveTarget = MoveSource & {
  insert(table: MovedTable, rows: readonly MovedRow[]): Promise<void>;
  /** Takes the rows away that `read` would give. */
  remove(table: MovedTable, after: MovedRow | undefined, upTo: MovedRow): Promise<void>;
  clear(table: MovedTable): Promise<void>;
};

/** The order of the columns of the key. */
export const rowKey = (table: MovedTable, row: MovedRow): MovedValue[] =>
  table.key.map((at) => row[at] ?? null);

export const keyColumns = ({ columns, key }: MovedTable): MovedColumn[] =>
  key.map((at) => columns[at] as MovedColumn);

const quoted = ({ name }: { name: string }): string => `"${name}"`;

/** `slot`: how the engine writes the n-th parameter, from 1. */
type Slot = (n: number, column: MovedColumn) => string;
/** Which rows: all above the one, up to the other. */
type Range = { after?: MovedRow | undefined; upTo?: MovedRow | undefined };
type Statement = { text: string; keys: MovedValue[] };

export function selectRows(table: MovedTable, range: Range, limit: number, slot: Slot): Statement {
  const { text, keys } = whereIn(table, range, slot);
  const order = keyColumns(table).map(quoted).join(', ');
  return {
    text: `select ${namesOf(table)} from "${table.name}" where ${text} order by ${order} limit ${limit}`,
    keys,
  };
}

export function deleteRows(table: MovedTable, range: Range, slot: Slot): Statement {
  const { text, keys } = whereIn(table, range, slot);
  return { text: `delete from "${table.name}" where ${text}`, keys };
}

function whereIn(table: MovedTable, { after, upTo }: Range, slot: Slot): Statement {
  const columns = keyColumns(table);
  const names = columns.map(quoted).join(', ');
  const keys: MovedValue[] = [];
  let text = table.which;
  for (const [sign, row] of [['>', after] as const, ['<=', upTo] as const]) {
    if (row === undefined) continue;
    const slots = columns.map((column, at) => slot(keys.length + at + 1, column));
    text += ` and (${names}) ${sign} (${slots.join(', ')})`;
    keys.push(...rowKey(table, row));
  }
  return { text, keys };
}

export const namesOf = ({ columns }: MovedTable): string => columns.map(quoted).join(', ');
