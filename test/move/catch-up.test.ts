/** What people write while the rows are moved comes along, and only that is moved again; a node that works keeps a move out. */
import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { SQL } from 'bun';
import { holdPostgres, readPostgres } from '../../db/move/from-postgres.ts';
import { holdSqlite, readSqlite } from '../../db/move/from-sqlite.ts';
import type { WatchMove } from '../../db/move/held.ts';
import { fillPostgres } from '../../db/move/into-postgres.ts';
import { fillSqlite } from '../../db/move/into-sqlite.ts';
import { moveData } from '../../db/move/move.ts';
import { MoveRefused } from '../../db/move/refused.ts';
import { tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { makeFilled, rowsOf } from './filled.ts';

/** More than a batch. */
const ROWS = 1040;
let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** Rows that change, go and come at the start, in the middle and at the end; names go from one person to another. */
const CHANGES = [
  "update users set username_key = 'kept', username = 'kept' where id = 'id-000003'",
  "update users set username_key = 'username_key-000003', username = 'free' where id = 'id-001030'",
  "delete from imported where old_id < 'old_id-000600'",
  "delete from settings where key in ('test.1', 'test.1040')",
  "insert into settings (key, value) values ('test.600.5', 'میان'), ('test.0', 'آغاز'), ('zz', 'پایان')",
  "update messages set body = 'ویرایش' where id in (2, 1020)",
  'delete from audit',
];

/** Counts the rows of each phase. */
function counting() {
  const seen = new Map<string, number>();
  const watch: WatchMove = (phase, _, work) =>
    work((rows = 1) => void seen.set(phase, (seen.get(phase) ?? 0) + rows));
  return { seen, watch };
}

test('what is written between the two passes comes along, both ways', async () => {
  using home = tempDir();
  const path = join(home.path, 'payambar.db');
  await makeFilled(path, ROWS);
  const url = await postgres.createDatabase('caught');
  const where = { url, prepare: true };
  const from = await readSqlite(path);
  const into = await fillPostgres({ ...where, serverId: from.serverId });
  const { seen, watch } = counting();
  const hold = async () => {
    const database = new Database(path);
    for (const statement of CHANGES) database.run(statement);
    database.close();
    return await holdSqlite(path);
  };
  await moveData({ from, into, hold, watch, now: 1 });
  await into.release();
  const all = seen.get('move') ?? 0;
  // Both compare: all of the first pass, and of the second what came then.
  expect(seen.get('compare')).toBeWithin(all + 1, all * 2);

  using other = tempDir();
  const to = join(other.path, 'payambar.db');
  const back = await readPostgres(where);
  const target = fillSqlite({ path: to, serverId: back.serverId, stamp: 'x' });
  await using sql = new SQL(url, { max: 1 });
  const holdBack = async () => {
    await sql`UPDATE messages SET body = 'باز هم' WHERE id = 1010`;
    await sql`DELETE FROM settings WHERE key = 'zz'`;
    return await holdPostgres(where);
  };
  await moveData({ from: back, into: target, hold: holdBack, watch, now: 2 });
  await target.release();
  const database = new Database(path);
  database.run("update messages set body = 'باز هم' where id = 1010");
  database.run("delete from settings where key = 'zz'");
  database.close();
  expect(rowsOf(to)).toEqual(rowsOf(path));
});

test('a node that works on the database is seen by its own row, whoever holds the lease', async () => {
  const url = await postgres.createDatabase('beats');
  const fill = () => fillPostgres({ url, prepare: true, serverId: 'some' });
  await (await fill()).release();
  await using sql = new SQL(url, { max: 1 });
  await sql`CREATE TABLE payambar_nodes (name text, node text, secret text, seen_at timestamptz)`;
  await sql`INSERT INTO payambar_nodes VALUES ('a:1', 'chat-8081', '', clock_timestamp())`;
  const refused = await fill().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(MoveRefused);
  if (refused instanceof MoveRefused)
    for (const said of Object.values(refused.said)) expect(said).toContain('chat-8081');
  await sql`UPDATE payambar_nodes SET seen_at = clock_timestamp() - interval '1 minute'`;
  await (await fill()).release();
});
