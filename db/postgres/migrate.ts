import type { SQL } from 'bun';
import { OpenError } from '../engine/lock.ts';
import { POSTGRES_MIGRATIONS, type PostgresMigration } from '../migrations-postgres/index.ts';
import { explain } from './explain.ts';
import { fenceFor, findOlderNodes } from './older-nodes.ts';
import {
  findOtherTables,
  readSchemaState,
  type SchemaState,
  STATE_TABLES,
} from './schema-state.ts';
import { newer, noRights, olderNodes, others } from './sentences.ts';
import { mustServe } from './server-facts.ts';
import { ALONE } from './turn.ts';

/** "payambar" in ASCII: one lock for all nodes that change the schema of this database. */
const LOCK = "x'706179616d626172'::bit(64)::bigint";
/** How long a node waits until another one has changed the schema, which a large table makes long. */
const TURN = "SET LOCAL lock_timeout = '10min'";
/** How long a migration waits for a table. Whoever wants the table meanwhile waits behind it. */
const TABLE = "SET LOCAL lock_timeout = '3s'";
const TRIES = 20;
/** A node that was killed counts as alive for ten seconds. */
const OLDER_MS = 12_000;
const LOOK_MS = 250;

type Options = {
  place: string;
  migrations?: readonly PostgresMigration[];
  /** How long older nodes are waited for. */
  olderMs?: number;
};

/** Nodes live that the next migration would break. */
class OlderNodes extends Error {
  constructor(readonly nodes: readonly string[]) {
    super('older nodes');
  }
}

/**
 * Brings the schema up to date, each migration in a transaction of its own. Nodes that start together take turns: the lock
 * is the transaction's, so that it ends with it and works through pgbouncer. `place`: what people call this database.
 * Throws an `OpenError` where the server or what lies in the database cannot be used.
 */
export async function migratePostgres(sql: SQL, options: Options): Promise<SchemaState> {
  const { place, migrations = POSTGRES_MIGRATIONS, olderMs = OLDER_MS } = options;
  const until = performance.now() + olderMs;
  try {
    const { mayCreate } = await mustServe(sql, place);
    let state = await readSchemaState(sql);
    if (isBehind(state, migrations, place) && !mayCreate) throw new OpenError(noRights(place));
    while (isBehind(state, migrations, place))
      state = await apply(sql, { migrations, place, until });
    return state;
  } catch (error) {
    throw explain(error, place);
  }
}

function isBehind(
  { version, oldest }: SchemaState,
  { length }: readonly unknown[],
  place: string,
): boolean {
  // A newer node has been here. This one may go on where that one's release says so.
  if (oldest > length) throw new OpenError(newer(place, version, length));
  return version < length;
}

type Run = { migrations: readonly PostgresMigration[]; place: string; until: number };

async function apply(sql: SQL, run: Run): Promise<SchemaState> {
  for (let tries = 1; ; ) {
    try {
      return await sql.begin((tx) => applyNext(tx, run));
    } catch (error) {
      if (error instanceof OlderNodes) {
        if (performance.now() > run.until) throw new OpenError(olderNodes(run.place, error.nodes));
        await Bun.sleep(LOOK_MS);
      } else if (!isLockTimeout(error) || ++tries > TRIES) throw error;
    }
  }
}

async function applyNext(sql: SQL, { migrations, place }: Run): Promise<SchemaState> {
  await sql.unsafe(TURN);
  await sql.unsafe(`SELECT pg_advisory_xact_lock(${LOCK})`);
  const state = await readSchemaState(sql);
  const next = migrations[state.version];
  // Another node was faster.
  if (!isBehind(state, migrations, place) || !next) return state;
  if (state.version === 0) {
    const found = await findOtherTables(sql);
    if (found.length > 0) throw new OpenError(others(place, found));
    await sql.unsafe(STATE_TABLES);
  }
  await sql.unsafe(TABLE);
  if (next.oldest > Math.max(state.oldest, 1)) await shutOutOlder(sql, next.oldest);
  await sql.unsafe(next.sql);
  const version = state.version + 1;
  await sql`
    INSERT INTO payambar_schema (version, applied_at, oldest)
    VALUES (${version}, (extract(epoch FROM now()) * 1000)::bigint, ${next.oldest})`;
  return { version, oldest: Math.max(state.oldest, next.oldest) };
}

/** What a contracting migration takes away nobody may miss: not who lives, nor who comes back. */
async function shutOutOlder(sql: SQL, oldest: number): Promise<void> {
  const nodes = await findOlderNodes(sql, oldest);
  if (nodes.length > 0) throw new OlderNodes(nodes);
  // No batch is under way: one would wait for this table with others in its hands, and this migration for those.
  await sql.unsafe(ALONE);
  await sql.unsafe(fenceFor(oldest));
}

const isLockTimeout = (error: unknown): boolean => (error as { errno?: unknown }).errno === '55P03';
