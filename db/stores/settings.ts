import { eq } from 'drizzle-orm';
import { SERVER_ID } from '../engine/backup.ts';
import { deleteFrom, insertInto, params, paramsOf, select } from '../engine/builder.ts';
import { beginsWith, randomHex } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { settings } from '../schema.ts';

/** Gives the data an id, once and for all, that no other server has. */
export function* nameServer(): Tx<void> {
  const key = SERVER_ID;
  const id = prepare(() =>
    select({ value: settings.value })
      .from(settings)
      .where(eq(settings.key, p('key'))),
  );
  const give = prepare(() =>
    insertInto(settings)
      .values({ key: p('key'), value: randomHex(16) })
      .onConflictDoNothing(),
  );
  if ((yield* one(id, { key })) === undefined) yield* run(give, { key });
}

/** What the server remembers of itself: text by name. */
export function settingsStore() {
  const named = eq(settings.key, p('key'));
  const get = prepare(() => select({ value: settings.value }).from(settings).where(named));
  const set = prepare(() =>
    insertInto(settings)
      .values(paramsOf(settings))
      .onConflictDoUpdate({ target: settings.key, set: params('value') }),
  );
  const under = prepare(() =>
    select({ key: settings.key, value: settings.value })
      .from(settings)
      .where(beginsWith(settings.key, p('prefix'))),
  );
  const drop = prepare(() => deleteFrom(settings).where(named));
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
