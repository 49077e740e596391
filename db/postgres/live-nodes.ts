import type { SQL } from 'bun';
import { LIVE_S } from './older-nodes.ts';

/** The nodes that work on a database, as their administrators call them; one that was killed counts for seconds more. */
export async function findLiveNodes(sql: SQL): Promise<string[]> {
  const [{ made }] = await sql`SELECT to_regclass('payambar_nodes') IS NOT NULL AS made`;
  const rows: { node: string }[] = made
    ? await sql`
      SELECT node FROM payambar_nodes
      WHERE seen_at > clock_timestamp() - make_interval(secs => ${LIVE_S}) ORDER BY node`
    : [];
  if (rows.length > 0) return rows.map(({ node }) => node);
  // One that could not write that row may work all the same.
  const leases: { node: string }[] = await sql`
    SELECT node FROM payambar_leases WHERE until > (extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
  return leases.map(({ node }) => node);
}
