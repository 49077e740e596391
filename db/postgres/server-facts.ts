import type { SQL } from 'bun';
import { OpenError } from '../engine/lock.ts';
import { noSchema, notUtf8, readOnly, tooOld } from './sentences.ts';

/** 15 is the oldest that every statement was run on. */
const OLDEST_SERVER = 150_000;

export type ServerFacts = {
  version: string;
  number: number;
  encoding: string;
  /** Where tables are made; null where no schema of the search path exists. */
  schema: string | null;
  mayCreate: boolean;
  readOnly: boolean;
  /** What is acknowledged is on the disk of the server. */
  durable: boolean;
};

export async function readServerFacts(sql: SQL): Promise<ServerFacts> {
  const [facts] = await sql`
    SELECT current_setting('server_version') AS version,
      current_setting('server_version_num')::int AS number,
      current_setting('server_encoding') AS encoding,
      current_schema() AS schema,
      coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "mayCreate",
      pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "readOnly",
      current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS durable`;
  return facts;
}

/** Refuses a server on which something would fail later, or come out other than on SQLite. */
export async function mustServe(sql: SQL, place: string): Promise<ServerFacts> {
  const facts = await readServerFacts(sql);
  const { version, number, encoding, schema } = facts;
  if (number < OLDEST_SERVER) throw new OpenError(tooOld(place, version));
  if (encoding !== 'UTF8') throw new OpenError(notUtf8(place, encoding));
  if (facts.readOnly) throw new OpenError(readOnly(place));
  if (schema === null) throw new OpenError(noSchema(place));
  return facts;
}
