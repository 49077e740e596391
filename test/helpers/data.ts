import { Database } from 'bun:sqlite';
import { afterAll } from 'bun:test';
import { SQL } from 'bun';
import { openDb } from '../../db/database.ts';
import type { DbLog } from '../../db/engine/checkpoints.ts';
import { placeOf } from '../../db/postgres/explain.ts';
import { migratePostgres } from '../../db/postgres/migrate.ts';
import { openPostgres } from '../../db/postgres/open.ts';
import { ALONE } from '../../db/postgres/turn.ts';
import type { Db } from '../../db/stores.ts';
import { KILLED_NOT_CUT, type Postgres, startPostgres } from './services/postgres.ts';
import { programOf } from './services/process.ts';

/** The engine that the tests of stores and services run on: all of them run on both (scripts/suite.ts). */
export const onPostgres = process.env.TEST_ENGINE === 'postgres';

/** A language whose own order is not that of the bytes: nothing of ours may depend on it. */
const LANGUAGE = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fa'";
const FILLED = 'filled';

let server: Promise<Postgres> | undefined;
/** The databases of this file's tests by the path that SQLite would have. */
const urls = new Map<string, Promise<string>>();
const opened = new Map<string, string>();
if (onPostgres) afterAll(async () => (await server)?.stop());

async function start(): Promise<Postgres> {
  const settings = { ...KILLED_NOT_CUT, max_connections: 60 };
  const postgres = await startPostgres({ settings });
  const url = await postgres.createDatabase(FILLED, LANGUAGE);
  await using sql = new SQL(url, { max: 1 });
  await migratePostgres(sql, { place: placeOf(url) });
  return postgres;
}

function urlOf(path: string): Promise<string> {
  server ??= start();
  const made = server;
  let url = urls.get(path);
  if (url === undefined) {
    const name = `data_${urls.size}`;
    url = made.then((postgres) => postgres.createDatabase(name, `TEMPLATE ${FILLED}`));
    urls.set(path, url);
  }
  return url;
}

/** Opens the data of `path`: that file, or a database of PostgreSQL that stands for it. */
export async function openData({ path, log }: { path: string; log?: DbLog }): Promise<Db> {
  if (!onPostgres) return openDb({ path, log });
  const url = await urlOf(path);
  opened.set(path, url);
  const db = await openPostgres({
    ...{ url, connections: 4, prepare: true, log },
    node: crypto.randomUUID(),
  });
  // As SQLite's process, it does the work from the beginning.
  await Promise.all([db.lease.seek(), db.worker.seek()]);
  return db;
}

/**
 * A node that writes takes the turn, by which the others hear that what they remember may be old. Nothing may be writing
 * meanwhile: this waits for it, and holds the event loop.
 */
const OTHERS_TURN = `${ALONE}; UPDATE payambar_writer SET batch = batch + 1, node = 'outside'`;

/** Runs a statement beside the open data, as an administrator would by hand. Returns the first row. */
export function runOutside(
  path: string,
  statement: string,
  values: (string | number)[],
): Record<string, unknown> | null {
  if (!onPostgres) {
    const outside = new Database(path);
    const row = outside.prepare<Record<string, unknown>, typeof values>(statement).get(...values);
    outside.close();
    return row;
  }
  const left = values.map((value) =>
    typeof value === 'number' ? `${value}` : `'${value.replaceAll("'", "''")}'`,
  );
  const filled = statement.replaceAll('?', () => left.shift() ?? 'NULL');
  const reads = /^\s*select\b/i.test(filled);
  const said = reads ? [`SELECT row_to_json(r) FROM (${filled}) r`] : [filled, OTHERS_TURN];
  const url = new URL(opened.get(path) ?? '');
  const commands = said.flatMap((one) => ['-c', one]);
  const told = Bun.spawnSync([programOf('psql'), '-XqAt', '-v', 'ON_ERROR_STOP=1', ...commands], {
    env: {
      ...{ PGHOST: url.hostname, PGPORT: url.port, PGUSER: 'postgres', PGCLIENTENCODING: 'UTF8' },
      ...{ PGDATABASE: url.pathname.slice(1), PGPASSWORD: decodeURIComponent(url.password) },
      // As on a new connection of SQLite, foreign keys are not looked at.
      PGOPTIONS: '-c session_replication_role=replica',
    },
  });
  if (!told.success) throw new Error(told.stderr.toString());
  const [first = ''] = told.stdout.toString().split('\n');
  return first.startsWith('{') ? JSON.parse(first) : null;
}
