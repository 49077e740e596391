import { getTableColumns, type InferSelectModel, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { perEngine } from './dialect.ts';
import { p } from './query.ts';

/** A table whose rows processes claim: `owner` is who has one, `claim` counts how often it was taken. */
export type Claimable = SQLiteTable & Record<'owner' | 'claim' | 'dueAt', SQLiteColumn>;

const NOW = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** What is set in a row that is given back. */
export const FREED = { owner: sql`''` };

/**
 * Whether nobody is at a row. SQLite's data is one process's: what another one has claimed, that one has left behind. On
 * PostgreSQL a claim lasts as long as the lease of its worker does (db/postgres/lease.ts).
 */
export const isFree = ({ owner }: Claimable): SQL =>
  perEngine(
    sql`${owner} <> ${p('owner')}`,
    sql`(${owner} = '' or not exists (
      select from payambar_leases where node = ${owner} and until > ${NOW}))`,
  );

/** What another node is about to claim is passed by. */
const SKIPPING_LOCKED = perEngine(sql``, sql`for update skip locked`);

/** At the end of a query: what it finds stays so until the end of the transaction. */
export const HOLDING = perEngine(sql``, sql`for update`);

/** Claims the free rows that have waited longest, at most `limit`, and finds them as they are then. */
export function claiming<T extends Claimable>(table: T, keys: readonly SQLiteColumn[], which: SQL) {
  const found = keys.map((key, n) => sql`${key} as ${sql.identifier(`key${n}`)}`);
  const same = keys.map((key, n) => sql`${key} = taken.${sql.identifier(`key${n}`)}`);
  const { owner, claim, dueAt } = table;
  const fields = Object.entries(getTableColumns(table)).map(
    ([name, column]) => sql`${column} as ${sql.identifier(name)}`,
  );
  return sql<InferSelectModel<T>>`with taken as (
    select ${sql.join(found, sql`, `)} from ${table} where ${which} and ${isFree(table)}
    order by ${dueAt} limit ${p('limit')} ${SKIPPING_LOCKED})
    update ${table} set ${sql.identifier(owner.name)} = ${p('owner')},
      ${sql.identifier(claim.name)} = ${claim} + 1
    from taken where ${sql.join(same, sql` and `)}
    returning ${sql.join(fields, sql`, `)}`;
}
