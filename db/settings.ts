import { eq, sql } from 'drizzle-orm';
import { one, run, type Script } from './engine.ts';
import { type Builder, p, prepare, prepareSql } from './query.ts';
import { settings } from './schema.ts';

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
  return {
    *get(key: string): Script<string | undefined> {
      return (yield* one(get, { key }))?.value;
    },
    set: (key: string, value: string) => run(set, { key, value }),
  };
}
