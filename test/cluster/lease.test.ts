/** One node of several does the work that no request asks for: PostgreSQL decides which. */
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { SQL } from 'bun';
import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import { openPostgres, type PostgresDb } from '../../db/postgres/open.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { startRelay } from '../helpers/services/relay.ts';
import { until } from '../helpers/until.ts';

let postgres: Postgres;
let url: string;
let sql: SQL;
const opened: PostgresDb[] = [];
let databases = 0;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
  await sql.close();
});

async function makeData(): Promise<void> {
  url = await postgres.createDatabase(`lease_${++databases}`);
  sql = new SQL(url, { max: 1 });
}

async function open(name: string, at = url): Promise<PostgresDb> {
  const db = await openPostgres({ url: at, connections: 2, prepare: true, node: name });
  opened.push(db);
  return db;
}

async function seek(db: PostgresDb): Promise<LeaseTerm> {
  db.lease.seek();
  return (await until(
    () => db.lease.term(),
    (term) => term !== undefined,
  )) as LeaseTerm;
}

const put = (db: PostgresDb, term: LeaseTerm, value: string) =>
  db.write(term.guard(() => db.settings.set('of the work', value)));

test('one of three has it; who gives it up is followed at once, and what it goes on with is refused', async () => {
  await makeData();
  const a = await open('a');
  const term = await seek(a);
  const others = [await open('b'), await open('c')];
  for (const other of others) other.lease.seek();
  await put(a, term, 'first');
  const begun: LeaseTerm[] = [];
  for (const other of others) other.lease.onTerm((next) => begun.push(next));
  // Longer than it lasts without being renewed.
  const before = performance.now();
  await until(() => performance.now() - before > 8000, true);
  expect([term.isHeld(), begun.length]).toEqual([true, 0]);
  const released = performance.now();
  await a.lease.release();
  await until(() => begun.length, 1);
  expect(performance.now() - released).toBeLessThan(3000);
  expect(term.isHeld()).toBe(false);
  expect(others.filter((other) => other.lease.term())).toHaveLength(1);
  expect(put(a, term, 'late')).rejects.toThrow(LeaseLost);
  expect(await a.read(a.settings.get('of the work'))).toBe('first');
});

test('the database decides, whatever a node still believes, and only what is guarded is refused', async () => {
  await makeData();
  const a = await open('a');
  const term = await seek(a);
  await put(a, term, 'own');
  await sql`
    update payambar_leases set node = 'another', until = until + 60000 where name = 'work'`;
  const results = await Promise.allSettled([
    put(a, term, 'late'),
    a.write(() => a.settings.set('of a request', 'yes')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(await a.read(a.settings.get('of the work'))).toBe('own');
  expect(await a.read(a.settings.get('of a request'))).toBe('yes');
  await until(() => a.lease.term(), undefined);
  expect(term.isHeld()).toBe(false);
});

test('a node that only opens the data never gets it', async () => {
  await makeData();
  const command = await open('command');
  const server = await open('server');
  await seek(server);
  expect(command.lease.term()).toBeUndefined();
  expect(await sql`select node from payambar_leases`).toEqual([{ node: 'server.1' }]);
});

test('who is cut off stops before another begins, within ten seconds', async () => {
  await makeData();
  const relay = await startRelay(postgres.port);
  const through = new URL(url);
  through.port = `${relay.port}`;
  const a = await open('a', through.href);
  const term = await seek(a);
  const b = await open('b');
  let heldByBoth: boolean | undefined;
  b.lease.onTerm(() => {
    heldByBoth = term.isHeld();
  });
  b.lease.seek();
  const before = performance.now();
  relay.cut();
  await until(() => heldByBoth, false);
  expect(performance.now() - before).toBeLessThan(10_000);
  await relay.restore();
  await until(() => a.health(), 'ok');
  expect(a.lease.term()).toBeUndefined();
  await b.lease.release();
  // Another term, under another name: what was begun in the first one stays refused.
  expect(await seek(a)).not.toBe(term);
  expect(put(a, term, 'late')).rejects.toThrow(LeaseLost);
  await relay.stop();
});
