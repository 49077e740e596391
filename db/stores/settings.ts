import { eq, sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { type Builder, p, prepare, prepareSql } from '../engine/query.ts';
import { settings } from '../schema.ts';

/** What the server remembers of itself: text by name. */
export function settingsStore(db: Builder) {
  const get = prepare(
    db
      .select({ value: settings.value })
      .from(settings)
      .where(eq(settings.key, p('key'))),
  );
  const set = prepareSql(
    sql`insert into settings (key, value) values (${p('key')}, ${p('value')})
      on conflict (key) do update set value = excluded.value`,
  );
  const under = prepareSql<{ key: string; value: string }>(
    sql`select key, value from settings where key >= ${p('prefix')} and key < ${p('prefix')} || char(1114111)`,
  );
  const drop = prepareSql(sql`delete from settings where key = ${p('key')}`);
  return {
    *get(key: string): Tx<string | undefined> {
      return (yield* one(get, { key }))?.value;
    },
    set: (key: string, value: string) => run(set, { key, value }),
    /** Returns the settings whose names begin with `prefix`, under the rest of their names. */
    *under(prefix: string): Tx<Map<string, string>> {
      const rows = yield* all(under, { prefix });
      return new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value]));
    },
    drop: (key: string) => run(drop, { key }),
  };
}
