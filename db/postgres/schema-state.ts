import type { SQL } from 'bun';

/**
 * Tables beside those of the stores, in the schema (namespace) that the connection makes its tables in: which migrations
 * were run, whose turn it is to write (`closed`: until when nobody may, since the data is moved), which batch each node has
 * committed last (turn.ts), and who does the work that no request asks for (lease.ts).
 */
export const STATE_TABLES = `CREATE TABLE payambar_schema (
  version bigint PRIMARY KEY,
  applied_at bigint NOT NULL,
  oldest bigint NOT NULL
);
CREATE TABLE payambar_writer (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  batch bigint NOT NULL,
  node text NOT NULL,
  closed timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);
INSERT INTO payambar_writer (batch, node) VALUES (0, '');
CREATE TABLE payambar_commits (
  node text PRIMARY KEY,
  batch bigint NOT NULL,
  at bigint NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE payambar_leases (
  name text PRIMARY KEY,
  node text NOT NULL,
  until bigint NOT NULL
) WITH (fillfactor = 50);
INSERT INTO payambar_leases (name, node, until) VALUES ('work', '', 0)`;

export type SchemaState = {
  /** The number of the newest migration; 0: none was run here. */
  version: number;
  /** The oldest schema whose program may still work here. */
  oldest: number;
};

/** Reads how far the schema is. It is looked for where new tables would be made, and nowhere else. */
export async function readSchemaState(sql: SQL): Promise<SchemaState> {
  // to_regclass would not see what another node has made while this transaction waited for its turn: it asks a cache.
  const [{ made }] = await sql`
    SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'payambar_schema'
      AND relnamespace = quote_ident(current_schema())::regnamespace) AS made`;
  if (!made) return { version: 0, oldest: 0 };
  const [row] = await sql`
    SELECT coalesce(max(version), 0)::int AS version, coalesce(max(oldest), 0)::int AS oldest
    FROM payambar_schema`;
  return { version: row.version, oldest: row.oldest };
}

/** Tables, views and sequences where ours are to be made, without those of extensions. */
export async function findOtherTables(sql: SQL): Promise<string[]> {
  const rows: { name: string }[] = await sql`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relkind, c.relname`;
  return rows.map(({ name }) => name);
}
