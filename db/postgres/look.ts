import { type ReservedSQL, SQL } from 'bun';
import { OpenError } from '../engine/lock.ts';
import { POSTGRES_MIGRATIONS } from '../migrations-postgres/index.ts';
import { findOverview, type Overview } from '../stores/overview.ts';
import { mustBeOpen } from './closed.ts';
import { ScriptRun } from './connection.ts';
import { explain, placeOf } from './explain.ts';
import { runStep } from './rounds.ts';
import { findOtherTables, readSchemaState } from './schema-state.ts';
import { newer, noRights, others } from './sentences.ts';
import { mustServe, type ServerFacts } from './server-facts.ts';

type Place = {
  url: string;
  prepare: boolean;
  now: () => number;
  /** Whether to try that something can be written as well: on a full disk all reads go on. */
  tryRoom?: boolean;
};

export type PostgresLook = ServerFacts & {
  place: string;
  /** How long it took to answer a small question, ms. */
  latencyMs: number;
  /** How far the clock of the server is ahead of this machine's, ms. */
  clockMs: number;
  /** Of the whole database. */
  bytes: number;
  connections: number;
  maxConnections: number;
  /** Migrations that were run; 0: there are no tables of ours yet. */
  found: number;
  known: number;
  /** What is in it; undefined without tables of this version. */
  overview: Overview | undefined;
};

/** A table of this connection alone, of more pages than any table has free: 53100 (disk_full) where there is no room. */
const FILL_PAGES = `create temp table payambar_room as
  select string_agg(md5(n::text), '') as filling from generate_series(1, 2000) as n group by n % 40`;

/** Looks at a server and changes nothing. Throws an `OpenError` where no node could work on it. */
export async function lookAtPostgres({
  url,
  prepare,
  now,
  tryRoom = false,
}: Place): Promise<PostgresLook> {
  const place = placeOf(url);
  const sql = new SQL(url, { max: 1, prepare, bigint: true, connectionTimeout: 5 });
  try {
    const client = await sql.reserve();
    const seen = await look(client, place, now);
    if (tryRoom) await client.unsafe(FILL_PAGES);
    return seen;
  } catch (error) {
    throw explain(error, place);
  } finally {
    await sql.close({ timeout: 0 }).catch(() => {});
  }
}

async function look(client: ReservedSQL, place: string, now: () => number): Promise<PostgresLook> {
  const facts = await mustServe(client, place);
  const asked = now();
  const [{ at }] =
    await client`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`;
  const answered = now();
  const [seen] = await client`
    SELECT pg_database_size(current_database())::float8 AS bytes,
      (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
      current_setting('max_connections')::int AS "maxConnections"`;
  const { version: found, oldest } = await readSchemaState(client);
  const known = POSTGRES_MIGRATIONS.length;
  if (oldest > known) throw new OpenError(newer(place, found, known));
  if (found > 0) await mustBeOpen(client, place);
  else await mustBeFree(client, place, facts);
  const counts =
    found === known
      ? await new ScriptRun((step) => runStep(client, step)).run(findOverview())
      : undefined;
  return {
    ...facts,
    ...seen,
    place,
    latencyMs: answered - asked,
    clockMs: Math.round(at - (asked + answered) / 2),
    found,
    known,
    overview: counts && { ...counts, bytes: seen.bytes },
  };
}

/** An empty database, as the first start needs it. */
async function mustBeFree(
  client: ReservedSQL,
  place: string,
  { mayCreate }: ServerFacts,
): Promise<void> {
  const found = await findOtherTables(client);
  if (found.length > 0) throw new OpenError(others(place, found));
  if (!mayCreate) throw new OpenError(noRights(place));
}
