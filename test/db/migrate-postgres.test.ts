import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { SQL } from 'bun';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { OpenError } from '../../db/engine/lock.ts';
import { POSTGRES_MIGRATIONS, type PostgresMigration } from '../../db/migrations-postgres/index.ts';
import { explain, placeOf } from '../../db/postgres/explain.ts';
import { lookAtPostgres } from '../../db/postgres/look.ts';
import { migratePostgres } from '../../db/postgres/migrate.ts';
import { NODES_TABLE } from '../../db/postgres/older-nodes.ts';
import { openPostgres } from '../../db/postgres/open.ts';
import { mustServe, readServerFacts } from '../../db/postgres/server-facts.ts';
import * as described from '../../db/schema-postgres.ts';
import { certifyItself } from '../helpers/certificates.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { until } from '../helpers/until.ts';

let postgres: Postgres;
let made = 0;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const ONE: PostgresMigration = { sql: 'CREATE TABLE one (id bigint);', oldest: 1 };
const TWO: PostgresMigration = { sql: 'CREATE TABLE two (id bigint);', oldest: 1 };
const LATE: PostgresMigration = { sql: 'DROP TABLE one;', oldest: 2 };

const fresh = (options?: string) => postgres.createDatabase(`d${++made}`, options);
const open = (url: string) => new SQL(url, { max: 3, connectionTimeout: 3 });

async function migrate(url: string, ...migrations: PostgresMigration[]) {
  await using sql = open(url);
  return await migratePostgres(sql, { place: placeOf(url), migrations });
}

/** What whoever starts a node is told, and whoever asks the doctor: the same. */
async function refusal(url: string, ...migrations: PostgresMigration[]): Promise<string> {
  if (migrations.length > 0) return await sentenceOf(() => migrate(url, ...migrations));
  const parts = { url, prepare: true };
  const looked = await sentenceOf(() => lookAtPostgres({ ...parts, now: Date.now, tryRoom: true }));
  const started = await sentenceOf(async () => {
    const db = await openPostgres({ ...parts, connections: 1, node: 'refused' });
    await db.close();
  });
  expect(looked).toBe(started);
  return started;
}

/** In both languages; an error without a sentence fails the test. */
async function sentenceOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    expect(error.said.fa).toMatch(/[\u0600-\u06ff]/);
    for (const text of Object.values(error.said)) expect(text).not.toContain('of:tests');
    return error.said.en;
  }
  return 'none';
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = new URL(postgres.adminUrl);
  admin.pathname = new URL(url).pathname;
  await using sql = open(admin.href);
  await sql.unsafe(statement);
}

function withPart(url: string, change: (parts: URL) => void): string {
  const parts = new URL(url);
  change(parts);
  return parts.href;
}

/** Columns in order, constraints and indexes, as PostgreSQL itself says them. */
async function shapeOf(url: string): Promise<string[]> {
  await using sql = open(url);
  const rows: { says: string }[] = await sql`
    SELECT concat_ws(' ', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod),
        attcollation::regcollation, attnotnull, attidentity, pg_get_expr(adbin, adrelid)) AS says
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE relkind = 'r' AND attnum > 0 AND relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    ORDER BY says`;
  expect(rows.length).toBeGreaterThan(200);
  return rows.map(({ says }) => says);
}

describe('migrations of PostgreSQL', () => {
  test('make all tables, also where the language of the database is Persian, and nothing the second time', async () => {
    const url = await fresh("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fa'");
    const { length } = POSTGRES_MIGRATIONS;
    expect(await migrate(url, ...POSTGRES_MIGRATIONS)).toEqual({ version: length, oldest: 1 });
    await using sql = open(url);
    const when = () => sql`SELECT version, applied_at FROM payambar_schema`;
    const first = await when();
    expect(await migrate(url, ...POSTGRES_MIGRATIONS)).toEqual({ version: length, oldest: 1 });
    expect(await when()).toEqual(first);
    await sql`INSERT INTO settings VALUES ('ی', ''), ('b', ''), ('B', ''), ('پ', ''), ('_', '')`;
    const keys = await sql`SELECT key FROM settings ORDER BY key`;
    expect(keys.map(({ key }: { key: string }) => key)).toEqual(['B', '_', 'b', 'پ', 'ی']);
  });

  test('make the very tables that the schema describes', async () => {
    const { postgresTables, postgresSearch } = described;
    const wanted = generateDrizzleJson({ ...postgresTables, postgresSearch });
    const statements = await generateMigration(generateDrizzleJson({}), wanted);
    const [from, by] = [await fresh(), await fresh()];
    await migrate(from, ...POSTGRES_MIGRATIONS);
    await migrate(by, { sql: statements.join('\n'), oldest: 1 });
    expect(await shapeOf(from)).toEqual(await shapeOf(by));
  });

  test('are run once by nodes that start together', async () => {
    const url = await fresh();
    const slow = { sql: 'SELECT pg_sleep(0.2); CREATE TABLE slow (id bigint);', oldest: 1 };
    const nodes = Array.from({ length: 4 }, () => migrate(url, ONE, slow, TWO));
    const states = await Promise.all(nodes);
    expect(states).toEqual(states.map(() => ({ version: 3, oldest: 1 })));
  });

  test('that fail leave everything as it was', async () => {
    const url = await fresh();
    await migrate(url, ONE);
    const broken = { sql: 'CREATE TABLE extra (id bigint); SELECT nonsense;', oldest: 1 };
    await expect(migrate(url, ONE, broken)).rejects.toThrow('nonsense');
    await using sql = open(url);
    expect((await sql`SELECT to_regclass('extra') AS made`)[0]).toEqual({ made: null });
    expect(await migrate(url, ONE, TWO)).toEqual({ version: 2, oldest: 1 });
  });

  test('wait for a table without holding up whoever wants it after them', async () => {
    const url = await fresh();
    await migrate(url, ONE);
    await using sql = open(url);
    const held = await sql.reserve();
    await held`BEGIN`;
    await held`LOCK TABLE one IN ACCESS SHARE MODE`;
    const migrated = migrate(url, ONE, { sql: 'ALTER TABLE one ADD COLUMN x int', oldest: 1 });
    // It waits for three seconds, and a reader behind it for no longer.
    const began = performance.now();
    while ((await sql`SELECT 1 FROM pg_locks WHERE NOT granted`).length === 0);
    await sql`SELECT * FROM one`;
    expect(performance.now() - began).toBeLessThan(10_000);
    await held`COMMIT`;
    held.release();
    expect(await migrated).toEqual({ version: 2, oldest: 1 });
  });

  test('of a newer release are left to it, where this one may run beside', async () => {
    const url = await fresh();
    await migrate(url, ONE, TWO);
    expect(await migrate(url, ONE)).toEqual({ version: 2, oldest: 1 });
    await migrate(url, ONE, TWO, LATE);
    expect(await migrate(url, ONE, TWO)).toEqual({ version: 3, oldest: 2 });
    expect(await refusal(url, ONE)).toMatch(
      /newer Payambar \(schema 3; this one knows up to 1.*Start the newer/,
    );
  });

  test('take nothing away that a living node needs, wait for one that was killed, and let none write that comes back', async () => {
    const url = await fresh();
    const four = { sql: 'CREATE TABLE four (id bigint);', oldest: 4 };
    await migrate(url, ONE, TWO, { ...TWO, sql: 'CREATE TABLE three (id bigint);' });
    await using sql = open(url);
    await sql.unsafe(NODES_TABLE);
    const enter = (node: string, schema: number | null) => sql`
      INSERT INTO payambar_nodes (name, node, secret, schema, seen_at)
      VALUES (${node}, ${node}, '', ${schema}, clock_timestamp())`;
    await enter('silent', null);
    await enter('third', 3);
    await enter('fourth', 4);
    const all = [ONE, TWO, TWO, four];
    const soon = { place: placeOf(url), migrations: all, olderMs: 0 };
    const refused = await migratePostgres(sql, soon).catch((error) => error);
    expect(refused.said.en).toMatch(/^silent, third still serve /);
    expect((await sql`SELECT to_regclass('four') AS made`)[0]).toEqual({ made: null });
    // They have not been heard of for a while, and are nearly dead.
    await sql`UPDATE payambar_nodes SET seen_at = seen_at - interval '9 seconds'`;
    const write = (node: string) => sql`
      INSERT INTO payambar_commits (node, batch, at) VALUES (${node}, 1, 1)`;
    await write('a@3');
    expect(await migrate(url, ...all)).toEqual({ version: 4, oldest: 4 });
    await write('a@4');
    await write('a@11');
    for (const node of ['a@3', 'a', 'a@0'])
      expect((await write(node).catch((error) => error)).errno).toBe('23514');
  });
});

describe('a PostgreSQL that cannot be used', () => {
  test('is older than what was tried, has a full disk, or a newer schema', async () => {
    const facts = { version: '14.9', number: 140_009, encoding: 'UTF8', schema: 'public' };
    const old = (async () => [facts]) as unknown as SQL;
    expect(await sentenceOf(() => mustServe(old, 'there'))).toContain('needs 15 or newer');
    const full = Object.assign(new Error('could not extend file'), { errno: '53100' });
    expect(await sentenceOf(() => Promise.reject(explain(full, 'there')))).toContain('is full');
    const url = await fresh();
    expect(await refusal(url)).toBe('none');
    await using sql = open(url);
    await sql`INSERT INTO payambar_schema VALUES (99, 0, 99)`;
    expect(await refusal(url)).toContain('belongs to a newer Payambar (schema 99');
  });

  test('holds the tables of somebody else', async () => {
    const url = await fresh();
    await using sql = open(url);
    await sql`CREATE TABLE wp_posts (id int)`;
    expect(await refusal(url)).toMatch(/another program \(wp_posts\).*database of its own/);
    expect((await sql`SELECT to_regclass('payambar_schema') AS made`)[0]).toEqual({ made: null });
    await sql`DROP TABLE wp_posts`;
    await sql`CREATE TABLE users (id int)`;
    expect(await refusal(url)).toContain('another program (users)');
  });

  test('is not one that only has extensions', async () => {
    const url = await fresh();
    await asAdmin(url, 'CREATE EXTENSION pg_stat_statements');
    expect(await refusal(url)).toBe('none');
  });

  test('has another encoding', async () => {
    const url = await fresh("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    expect(await refusal(url)).toContain('has the encoding LATIN1');
  });

  test('gives no right to make tables, or none to use them', async () => {
    const url = await fresh();
    await asAdmin(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} OWNER TO postgres`);
    expect(await refusal(url)).toContain('may not make tables');
    const admins = withPart(postgres.adminUrl, (parts) => {
      parts.pathname = new URL(url).pathname;
    });
    await migrate(admins, ...POSTGRES_MIGRATIONS);
    expect(await refusal(url)).toContain('may not use the tables');
  });

  test('has no place for tables', async () => {
    const url = await fresh();
    const lost = withPart(url, ({ searchParams }) => {
      searchParams.set('options', '-csearch_path=nowhere');
    });
    expect(await refusal(lost)).toContain('none of the schemas of the search path');
  });

  test('can only be read', async () => {
    const url = await fresh();
    await asAdmin(url, 'ALTER ROLE payambar SET default_transaction_read_only = on');
    expect(await refusal(url)).toContain('can only be read');
    await asAdmin(url, 'ALTER ROLE payambar RESET default_transaction_read_only');
  });

  test('has another password, role, database, host or port', async () => {
    const url = await fresh();
    const but = (change: (parts: URL) => void) => refusal(withPart(url, change));
    expect(await but((parts) => Object.assign(parts, { password: 'wrong' }))).toContain('%40');
    expect(await but((parts) => Object.assign(parts, { username: 'nobody' }))).toMatch(
      /password|role/,
    );
    expect(await but((parts) => Object.assign(parts, { pathname: '/nope' }))).toMatch(
      /no database 127.0.0.1:\d+\/nope\. /,
    );
    expect(await but((parts) => Object.assign(parts, { port: '1' }))).toContain('No PostgreSQL');
    expect(await but((parts) => Object.assign(parts, { hostname: 'no.invalid' }))).toMatch(
      /No PostgreSQL answers at no.invalid/,
    );
  });

  test('is no PostgreSQL', async () => {
    await using redis = await startRedis();
    const wrong = withPart(await fresh(), (parts) => {
      parts.port = String(redis.port);
    });
    // It is silent until each of them gives up.
    expect(await refusal(wrong, ...POSTGRES_MIGRATIONS)).toMatch(
      /does not speak as PostgreSQL|No PostgreSQL answers/,
    );
  });

  test('has no TLS where that is asked for', async () => {
    const url = `${await fresh()}?sslmode=require`;
    expect(await refusal(url)).toContain('asks for TLS');
  });

  test('has a certificate that nobody vouches for, unless DATABASE_URL names it', async () => {
    const pair = { cert: join(postgres.folder, 'tls.pem'), key: join(postgres.folder, 'tls.key') };
    await certifyItself(pair, 'localhost', '-addext', 'subjectAltName=DNS:localhost');
    if (process.getuid?.() === 0) await Bun.$`chown postgres ${pair.cert} ${pair.key}`;
    await Bun.$`chmod 600 ${pair.key}`;
    await asAdmin(postgres.adminUrl, `ALTER SYSTEM SET ssl_cert_file = '${pair.cert}'`);
    await asAdmin(postgres.adminUrl, `ALTER SYSTEM SET ssl_key_file = '${pair.key}'`);
    await asAdmin(postgres.adminUrl, 'ALTER SYSTEM SET ssl = on');
    await asAdmin(postgres.adminUrl, 'SELECT pg_reload_conf()');
    const plain = withPart(await fresh(), (parts) =>
      Object.assign(parts, { hostname: 'localhost' }),
    );
    const url = `${plain}?sslmode=verify-full`;
    await until(
      () => refusal(url),
      (said) => /certificate .* cannot be trusted.*sslrootcert=FILE/.test(said),
    );
    expect(await refusal(`${url}&sslrootcert=${pair.cert}`)).toBe('none');
    const other = url.replace('localhost', '127.0.0.1');
    expect(await refusal(`${other}&sslrootcert=${pair.cert}`)).toContain('cannot be trusted');
  });

  test('says by its facts whether an acknowledged message is on its disk', async () => {
    const url = await fresh();
    await using sql = open(url);
    expect(await readServerFacts(sql)).toMatchObject({ encoding: 'UTF8', durable: true });
    await asAdmin(url, 'ALTER ROLE payambar SET synchronous_commit = off');
    await using later = open(url);
    expect(await readServerFacts(later)).toMatchObject({ durable: false });
    await asAdmin(url, 'ALTER ROLE payambar RESET synchronous_commit');
  });
});
