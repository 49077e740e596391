/** Every statement that is run most has an index to go by on PostgreSQL too, whatever its tables hold. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type ReservedSQL, SQL } from 'bun';
import { placeOf } from '../../db/postgres/explain.ts';
import { migratePostgres } from '../../db/postgres/migrate.ts';
import { createStores } from '../../db/stores.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { firstQuery, HOT } from './hot-statements.ts';

const stores = createStores();
let postgres: Postgres;
let sql: SQL;
let client: ReservedSQL;
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase(
    'plans',
    "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fa'",
  );
  sql = new SQL(url, { max: 1 });
  await migratePostgres(sql, { place: placeOf(url) });
  client = await sql.reserve();
  // A table without rows is read whole, which is cheaper. So that is left for where there is no other way.
  await client`SET enable_seqscan = off`;
  // As statements are planned that were run a few times: without their values.
  await client`SET plan_cache_mode = force_generic_plan`;
});
afterAll(async () => {
  client.release();
  await sql.close();
  await postgres.stop();
});

async function planOf(text: string, parameters: number): Promise<string> {
  await client.unsafe(`PREPARE asked AS ${text}`);
  const values = Array.from({ length: parameters }, () => 'NULL').join(', ');
  const rows = await client.unsafe(`EXPLAIN EXECUTE asked${values && `(${values})`}`);
  await client.unsafe('DEALLOCATE asked');
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
}

test.each(HOT)('%s', async (_, make) => {
  const { sql: text, slots } = firstQuery(make(stores)).textFor('postgres');
  // Of the leases there are a few rows, whatever the tables hold.
  expect(await planOf(text, slots.length)).not.toMatch(/Seq Scan on (?!payambar_leases)/);
});

test('a search asks the index of words, and not along the ids of all messages', async () => {
  const { sql: text, slots } = firstQuery(stores.search.candidates({ word: 'a' }, 9, 9)).textFor(
    'postgres',
  );
  const plan = await planOf(text, slots.length);
  expect(plan).toContain('Bitmap Index Scan on message_search_words');
  expect(plan).not.toContain('message_search_id_chat_id_pk');
});

test.each([
  ['the chats of a slice', stores.chats.membershipsOf('u', ['c'])],
  ['their last messages', stores.messages.lasts('u', ['c'])],
  ['a person’s own settings of them', stores.chatSettings.of('u', ['c'])],
  ['their newest pins', stores.messages.pinHeads('u', ['c'])],
])('%s are found by the keys of some chats, not among all of a person', async (_, script) => {
  const { sql: text, slots } = firstQuery(script).textFor('postgres');
  const plan = await planOf(text, slots.length);
  expect(plan).toContain('Index Cond: (ROW(chat_id, user_id) >= ROW(');
  expect(plan).not.toContain('members_user');
});

test('a table without a way in is read whole: such a plan is seen', async () => {
  expect(await planOf('SELECT * FROM users WHERE about = $1', 1)).toContain('Seq Scan on users');
});
