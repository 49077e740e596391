import { and as drizzleAnd, or as drizzleOr, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/bun-sqlite';
import type { SelectedFields, SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { alias as drizzleAlias } from 'drizzle-orm/sqlite-core';
import type { Expression } from './dialect.ts';
import { p } from './query.ts';

/** Drizzle's builder with no connection behind it: it writes statements and never runs one. */
const builder = drizzle.mock();

/** What a row of a result holds, under the names that it has there. */
type Fields = Record<string, SQLiteColumn | SQL>;

/** A row of these fields, where no join leaves any of them out. */
export type RowOfFields<F extends Fields> = {
  [Name in keyof F]: F[Name] extends SQLiteColumn
    ? F[Name]['_']['notNull'] extends true
      ? F[Name]['_']['data']
      : F[Name]['_']['data'] | null
    : F[Name]['_'] extends { type: infer T }
      ? T
      : never;
};

/**
 * The same fields, each named by its key in the result, so that a row comes out of the engine as it is used. Each is
 * wrapped once more, because Drizzle leaves the table's name out where a statement reads one table, and a subquery
 * within the field would then mean its own.
 */
export function named<F extends Fields>(fields: F): F {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, sql`${sql`${field}`}`.as(name)]),
  ) as unknown as F;
}

export const select = <F extends Fields>(fields: F) =>
  builder.select(named(fields) satisfies SelectedFields);
export const selectDistinct = <F extends Fields>(fields: F) =>
  builder.selectDistinct(named(fields) satisfies SelectedFields);
export const insertInto = <T extends SQLiteTable>(table: T) => builder.insert(table);
/** Inserts what a query finds; its fields are the table's columns, all of them and in their order. */
export const insertRows = <T extends SQLiteTable>(
  table: T,
  query: { getSQL(): SQL; readonly _: { readonly result: T['$inferInsert'][] } },
) => builder.insert(table).select(query as never);
export const updateTable = <T extends SQLiteTable>(table: T) => builder.update(table);
export const deleteFrom = <T extends SQLiteTable>(table: T) => builder.delete(table);

/** Rows of a table that only their being there matters of: for `exists`. */
export const rowsOf = <T extends SQLiteTable>(table: T) =>
  builder.select({ found: sql`1` }).from(table);

/** A parameter for each name, under that name: what `values` and `set` take. */
export function params<Name extends string>(...names: Name[]): Record<Name, SQL> {
  return Object.fromEntries(names.map((name) => [name, p(name)])) as Record<Name, SQL>;
}

/** A parameter for every column of a table, under the column's property. */
export function paramsOf<T extends SQLiteTable>(table: T) {
  return params(...(Object.keys(getTableColumns(table)) as (keyof T['_']['columns'] & string)[]));
}

/** Drizzle's own may answer `undefined`, where all conditions are. */
export const and = (...conditions: SQL[]): SQL => drizzleAnd(...conditions) as SQL;
export const or = (...conditions: SQL[]): SQL => drizzleOr(...conditions) as SQL;

type ValueIn<Q> = Q extends { readonly _: { readonly result: (infer Row)[] } }
  ? Row[keyof Row]
  : never;

type OneField = { getSQL(): SQL; readonly _: { readonly result: unknown } };

/** The one value of a query of one field that always finds a row, as an aggregate does. */
export const aggregate = <Q extends OneField>(query: Q): SQL<ValueIn<Q>> =>
  sql`(${query.getSQL()})`;

/** The one value of a query of one field; null where the query finds no row. */
export const scalar = <Q extends OneField>(query: Q): SQL<ValueIn<Q> | null> =>
  sql`(${query.getSQL()})`;

/** One row of values that no table is behind. */
export function selectValues<F extends Record<string, SQL>>(
  fields: F,
): SQL<{ [K in keyof F]: F[K] extends SQL<infer T> ? T : never }> {
  const values = Object.entries(fields).map(
    ([name, value]) => sql`${value} as ${sql.identifier(name)}`,
  );
  return sql`select ${sql.join(values, sql`, `)}`;
}

/** In what an insert does where the row is there already: the value that was to be inserted. */
export const excluded = ({ name }: SQLiteColumn): SQL => sql`excluded.${sql.identifier(name)}`;

/** A column that holds a count, one higher. */
export const oneMore = (column: SQLiteColumn): SQL<number> => sql`${column} + 1`;

/** The first that is not null. */
export const coalesce = <T>(
  first: Expression,
  ...others: (Expression | string | number)[]
): SQL<T> =>
  sql<T>`coalesce(${sql.join([first, ...others.map((other) => sql`${other}`)], sql`, `)})`;

/** A table once more, under another name. */
export const alias: typeof drizzleAlias = drizzleAlias;
