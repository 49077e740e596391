/** The servers that the tests of several nodes kill: they must really die, freeze and come back with their data. */
import { expect, test } from 'bun:test';
import { RedisClient, SQL } from 'bun';
import { startHaproxy } from '../helpers/services/haproxy.ts';
import { startPgbouncer } from '../helpers/services/pgbouncer.ts';
import { startPostgres } from '../helpers/services/postgres.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { startRelay } from '../helpers/services/relay.ts';
import { until } from '../helpers/until.ts';

const outcomeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    () => 'refused',
  );
/** Silence is known by the clock alone. */
const soon = (promise: Promise<unknown>) =>
  Promise.race([outcomeOf(promise), Bun.sleep(300).then(() => 'silent')]);

test('PostgreSQL keeps what is committed through a kill, and says nothing while frozen', async () => {
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase('one');
  await using sql = new SQL(url, { max: 2 });
  await sql`CREATE TABLE kept (id int)`;
  await sql`INSERT INTO kept VALUES (1)`;
  const kept = async () => (await sql`SELECT id FROM kept`)[0]?.id;
  expect(await sql`SHOW fsync`).toEqual([{ fsync: 'on' }]);
  await postgres.kill();
  expect(await outcomeOf(sql`SELECT 1`)).toBe('refused');
  await postgres.start();
  await until(kept, 1);
  postgres.pause();
  const asked = sql`SELECT 1 AS one`.execute();
  expect(await soon(asked)).toBe('silent');
  postgres.resume();
  expect(await asked).toEqual([{ one: 1 }]);
  await postgres.restart();
  await until(kept, 1);
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await using other = new SQL(wrong.href, { max: 1 });
  expect(await outcomeOf(other`SELECT 1`)).toBe('refused');
});

test('pgbouncer lends the connections of one PostgreSQL', async () => {
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase('pooled');
  await using bouncer = await startPgbouncer(postgres.adminUrl);
  await using sql = new SQL(bouncer.through(url), { max: 2, prepare: false });
  expect(await sql`SELECT current_database() AS name`).toEqual([{ name: 'pooled' }]);
});

test('Redis asks for its password, freezes and returns', async () => {
  await using redis = await startRedis({ password: 'a secret' });
  const client = new RedisClient(redis.url);
  await client.set('key', 'value');
  redis.pause();
  const asked = client.get('key');
  expect(await soon(asked)).toBe('silent');
  redis.resume();
  expect(await asked).toBe('value');
  await redis.restart();
  expect(await until(() => client.get('key'), null)).toBeNull();
  client.close();
});

test('HAProxy passes on, and a relay is cut and restored', async () => {
  await using redis = await startRedis();
  const relay = await startRelay(redis.port);
  await using proxy = await startHaproxy(
    (port) => `defaults
  mode tcp
  timeout connect 1s
  timeout client 1m
  timeout server 1m
listen all
  bind 127.0.0.1:${port}
  server one 127.0.0.1:${relay.port}
`,
  );
  const client = new RedisClient(`redis://127.0.0.1:${proxy.port}`, { autoReconnect: false });
  expect(await client.ping()).toBe('PONG');
  relay.cut();
  const asked = client.ping();
  expect(await soon(asked)).toBe('silent');
  await relay.restore();
  expect(await asked).toBe('PONG');
  await relay.refuse();
  expect(await outcomeOf(client.ping())).toBe('refused');
  await relay.restore();
  const again = new RedisClient(`redis://127.0.0.1:${proxy.port}`);
  expect(await again.ping()).toBe('PONG');
  again.close();
  await relay.stop();
});
