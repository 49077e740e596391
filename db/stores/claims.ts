import { eq, getTableColumns, type InferSelectModel, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { and, select, updateTable } from '../engine/builder.ts';
import { type Claimable, FREED, HOLDING } from '../engine/claims.ts';
import { all, one, type Params, type Query, run, type Tx, type Value } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';

/** Which claim of a row is meant. */
export type Claim = { owner: string; claim: number };

/** What a new row says of those who work on it. */
export const FRESH = { tries: sql<number>`0`, owner: sql<string>`''`, claim: sql<number>`0` };

/** What is asked about the claims of a table, whose rows are told by `keys`. */
export function claimsOf<T extends Claimable>(
  table: T,
  keys: readonly (keyof InferSelectModel<T> & string)[],
) {
  type Row = InferSelectModel<T> & Claim;
  const columns = getTableColumns(table);
  const isIt = and(
    ...keys.map((key) => eq(columns[key] as SQLiteColumn, p(key))),
    eq(table.owner, p('owner')),
    eq(table.claim, p('claim')),
  );
  const standing = prepare(() => {
    const found = select({ claim: table.claim }).from(table).where(isIt);
    return sql<Pick<Claim, 'claim'>>`${found.getSQL()} ${HOLDING}`;
  }, 'kept');
  const free = prepare(
    () =>
      updateTable(table)
        .set(FREED as never)
        .where(isIt),
    'kept',
  );
  const owned = prepare(() =>
    select(columns)
      .from(table)
      .where(eq(table.owner, p('owner'))),
  ) as unknown as Query<Row>;
  const paramsOf = (row: Row): Params =>
    Object.fromEntries(
      [...keys, 'owner', 'claim'].map((name) => [name, row[name as keyof Row] as Value]),
    );
  return {
    /** Whether the claim of a row stands. */
    *isOurs(row: Row): Tx<boolean> {
      return (yield* one(standing, paramsOf(row))) !== undefined;
    },
    /** Gives a row back as it is, if its claim stands. */
    free: (row: Row): Tx<number> => run(free, paramsOf(row)),
    ownedBy: (owner: string): Tx<Row[]> => all(owned, { owner }),
  };
}
