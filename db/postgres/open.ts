import type { ReservedSQL } from 'bun';
import { ApiError } from '../engine/api-error.ts';
import type { DbLog } from '../engine/checkpoints.ts';
import type { Tx } from '../engine/engine.ts';
import { POSTGRES_MIGRATIONS, type PostgresMigration } from '../migrations-postgres/index.ts';
import { ChatContextCache } from '../stores/chat-context-cache.ts';
import { nameServer } from '../stores/settings.ts';
import { createStores, type Db } from '../stores.ts';
import { BesideWriter } from './beside.ts';
import { ClockWatch } from './clock-watch.ts';
import { mustBeOpen } from './closed.ts';
import { ScriptRun } from './connection.ts';
import { isPassing } from './errors.ts';
import { explain, placeOf } from './explain.ts';
import { createLeases } from './lease.ts';
import { migratePostgres } from './migrate.ts';
import { signOf } from './older-nodes.ts';
import { Pool } from './pool.ts';
import { runStep } from './rounds.ts';
import { SchemaWatch } from './schema-watch.ts';
import { Scrubber } from './scrub.ts';
import { ServerWatch } from './watch.ts';
import { PostgresWriter } from './writer.ts';

export type PostgresOptions = {
  url: string;
  /** The most connections that read; one more writes, and one looks whether the server answers. */
  connections: number;
  /** false behind pgbouncer in transaction mode. */
  prepare: boolean;
  /** This process, and no other that ever was. */
  node: string;
  log?: DbLog;
  /** Those that this program knows. */
  migrations?: readonly PostgresMigration[];
  /** How long after a deletion its tables are cleared; the deletions in between are cleared with it. */
  scrubAfterMs?: number;
};

const SCRUB_AFTER_MS = 300_000;

/** A file that is written to a slow service is held for as long as that takes. */
const LOCK_MS = 900_000;
const LOCKS_AT_ONCE = 4;
/** A read that takes longer is cut off, with whatever else waits for the same server. */
const READ_MS = 15_000;
/**
 * Every statement has an index to go by whatever its values are (test/db/plans-postgres.test.ts). Planned for them, the first times
 * on each connection and always behind pgbouncer, the list of who is in 500 chats would read the table of all chats. What is expected of a
 * word that is not known yet may look costly enough to be compiled, which takes longer than to run it.
 */
const SNAPSHOT =
  'begin transaction isolation level repeatable read read only; set local plan_cache_mode = force_generic_plan; set local jit = off';

/** What only PostgreSQL's side of the data can say. */
export type PostgresDb = Db & {
  /** Hears that something may have been stored of which nobody was told. */
  observeUnknown(listener: () => void): void;
  /** How long the server took for its last answer, ms; undefined while it does not answer. */
  latency(): number | undefined;
};

/** Opens the data on a PostgreSQL server, beside other nodes that may be running, and brings its schema up to date. */
export async function openPostgres(options: PostgresOptions): Promise<PostgresDb> {
  const { url, prepare, connections, node, log, migrations = POSTGRES_MIGRATIONS } = options;
  const place = placeOf(url);
  const parts = { url, prepare };
  const [reading, writing, locking] = [connections, 1, LOCKS_AT_ONCE].map(
    (max) => new Pool({ ...parts, max }),
  ) as [Pool, Pool, Pool];
  const now = () => performance.now();
  const { lease, worker, tend } = createLeases({ node, pool: writing, now });
  const scrubber = new Scrubber(locking, options.scrubAfterMs ?? SCRUB_AFTER_MS, log);
  const schema = new SchemaWatch(migrations.length, place, log);
  const clock = new ClockWatch(Date.now, log);
  const watch = new ServerWatch(
    { ...parts, max: 1 },
    (client) => Promise.all([clock.look(client), tend(client), schema.look(client)]),
    log,
    () => {
      for (const pool of [reading, writing, locking]) pool.replace();
    },
  );
  const closeAll = () =>
    Promise.all([reading.close(), writing.close(), locking.close(), watch.close()]);
  const sign = signOf(node, migrations.length);
  const beside = new BesideWriter(sign);
  const writer = new PostgresWriter({
    pool: writing,
    node: sign,
    cache: new ChatContextCache(),
    onFailure: (error) => log?.error('commit failed', { error }),
    now,
  });
  try {
    await writing.use(SCHEMA_MS, async (client) => {
      await migratePostgres(client, { place, migrations });
      await mustBeOpen(client, place);
      await clock.look(client);
    });
    await writer.write(nameServer);
  } catch (error) {
    await closeAll();
    throw explain(error, place);
  }
  watch.start();

  return {
    ...createStores(),
    lease,
    worker,
    readsInOneGo: false,
    read: (script) => reading.use(READ_MS, (client) => readWith(client, script)).catch(refuseLost),
    schema: migrations.length,
    clockAheadMs: () => clock.aheadMs,
    write: (make, chatId) => (schema.isNewer ? schema.refuse() : writer.write(make, chatId)),
    writeBeside: (make) =>
      schema.isNewer
        ? schema.refuse()
        : reading.use(READ_MS, (client) => beside.write(client, make)).catch(refuseLost),
    alone: (names, work) => locking.use(LOCK_MS, (client) => lockWith(client, names, work)),
    health: () => (schema.isNewer ? 'outdated' : watch.isAway || writer.isAway ? 'away' : 'ok'),
    drain: () => writer.drain(),
    checkpoint() {},
    scrub: () => scrubber.ask(),
    releaseMemory() {},
    stats: () => ({ ...writer.stats, queued: writer.queued }),
    observeBatches(listener) {
      writer.onBatch = listener;
    },
    observeUnknown(listener) {
      writer.onUnknown = listener;
    },
    observeOutdated(listener) {
      schema.onNewer = listener;
    },
    latency: () => watch.latencyMs,
    bytes: () => reading.use(READ_MS, sizeOf),
    async close() {
      scrubber.close();
      await writer.close();
      await Promise.all([lease.release(), worker.release()]);
      await closeAll();
    },
  };
}

async function sizeOf(client: ReservedSQL): Promise<number> {
  const [{ bytes }] = await client`SELECT pg_database_size(current_database())::float8 AS bytes`;
  return bytes;
}

/** Runs a script at one moment of the data. */
async function readWith<T>(client: ReservedSQL, script: Tx<T>): Promise<T> {
  // It goes out with the first statement; where it fails, that one does.
  client
    .unsafe(SNAPSHOT)
    .execute()
    .catch(() => {});
  try {
    return await new ScriptRun((step) => runStep(client, step)).run(script);
  } finally {
    await client.unsafe('commit').catch(() => {});
  }
}

/**
 * Holds a lock for each name while the work goes on. They are taken in one order, so that nobody waits in a circle, and are
 * the transaction's, so that they end with the connection and work through pgbouncer.
 */
async function lockWith<T>(
  client: ReservedSQL,
  names: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    await client.unsafe('begin');
    for (const name of names.toSorted())
      await client.unsafe('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  } catch (error) {
    refuseLost(error);
  }
  try {
    return await work();
  } finally {
    await client.unsafe('rollback').catch(() => {});
  }
}

function refuseLost(error: unknown): never {
  throw isPassing(error) ? new ApiError('busy', { retryAfterMs: 2000 }) : error;
}

/** A migration may rewrite a large table. */
const SCHEMA_MS = 3_600_000;
