import type { SQL } from 'bun';

/**
 * The nodes of a database, as each says of itself every few seconds (server/cluster/register.ts). It is no table of the
 * stores: what is lost with a crash of PostgreSQL is written again a moment later. `schema`: the newest that its program knows.
 */
export const NODES_TABLE = `CREATE UNLOGGED TABLE IF NOT EXISTS payambar_nodes (
  name text PRIMARY KEY, node text NOT NULL, secret text NOT NULL, seen_at timestamptz NOT NULL
);
ALTER TABLE payambar_nodes ADD COLUMN IF NOT EXISTS schema bigint`;
/** Of a row that its node has not renewed for so long, the node is dead. */
export const LIVE_S = 10;
/** What a node knows that says nothing of it: that release was the last such. */
const UNSAID = 2;

/** As a process signs its batches (turn.ts): with what its program knows, so that the database can refuse it. */
export const signOf = (node: string, schema: number): string => `${node}@${schema}`;

const knows = (oldest: number): string =>
  `coalesce(substring(node FROM '@([0-9]+)$')::bigint, ${UNSAID}) >= ${Number(oldest)}`;

/**
 * From the commit of a contracting migration on no program that is older can write, whatever it still believes: one that was
 * frozen, or cut off, and goes on. Every batch writes its row here (turn.ts); those of older programs are of no use any more.
 */
export const fenceFor = (oldest: number): string =>
  `DELETE FROM payambar_commits WHERE NOT ${knows(oldest)};
   ALTER TABLE payambar_commits DROP CONSTRAINT IF EXISTS payambar_commits_schema,
     ADD CONSTRAINT payambar_commits_schema CHECK (${knows(oldest)})`;

/** Which nodes live that could not work on the schema of `oldest`. */
export async function findOlderNodes(sql: SQL, oldest: number): Promise<string[]> {
  const [{ columns }] = await sql`
    SELECT count(*)::int AS columns FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relname = 'payambar_nodes' AND c.relnamespace = quote_ident(current_schema())::regnamespace
      AND a.attname IN ('seen_at', 'schema')`;
  if (columns === 0) return [];
  const known = columns === 2 ? `coalesce(schema, ${UNSAID})` : `${UNSAID}`;
  const rows: { node: string }[] = await sql.unsafe(
    `SELECT DISTINCT node FROM payambar_nodes
     WHERE seen_at > clock_timestamp() - make_interval(secs => ${LIVE_S}) AND ${known} < $1 ORDER BY node`,
    [oldest],
  );
  return rows.map(({ node }) => node);
}
