import { type SQL, sql } from 'drizzle-orm';
import { type EngineName, nameOfParam, render, renderMerged } from './dialect.ts';
import type { CacheEffect, Later, Query, StatementText } from './engine.ts';

/** A statement of the builder, or one of `sql` whose type is that of its rows. */
type Statement = SQL | { getSQL(): SQL; readonly _: { readonly result: unknown } };
type ResultOf<S> =
  S extends SQL<infer Row>
    ? Row
    : S extends { readonly _: { readonly result: (infer Row)[] } }
      ? Row
      : never;

/** What one row of a query's result holds. */
export type RowOf<Q> = Q extends Query<infer Row> ? Row : never;

/** A parameter of a statement. Its value is given with each run. */
export const p = <T>(name: string): SQL<T> => sql<T>`${sql.placeholder(name)}`;

/**
 * A query, whose text is written at its first use, once: building it again costs forty times as much as running it, and
 * building all at the start would take longer than the rest of the start.
 */
export function prepare<S extends Statement>(
  make: () => S,
  cacheEffect: CacheEffect = 'none',
  later?: Later,
): Query<ResultOf<S>> {
  const made: Partial<Record<EngineName, StatementText>> = {};
  const textFor = (engine: EngineName): StatementText => {
    made[engine] ??= compile(make().getSQL(), engine);
    return made[engine];
  };
  return { textFor, mergedText: () => renderMerged(make().getSQL()), cacheEffect, later };
}

function compile(statement: SQL, engine: EngineName): StatementText {
  const { sql: text, params } = render(statement, engine);
  const [, table] = /^(?:insert into|update|delete from) "(\w+)"/i.exec(text) ?? [];
  const writes = !/^\s*\(?select\b/i.test(text);
  return { sql: text, slots: params.map(nameOfParam), writes, table };
}
