import { type ReservedSQL, SQL } from 'bun';
import { explain, placeOf } from '../postgres/explain.ts';

/** `prepare`: false behind pgbouncer in transaction mode. */
export type PostgresPlace = { url: string; prepare: boolean };

/** Two connections: one that reads or fills, and one that watches over it. */
export type Connected = { sql: SQL; client: ReservedSQL; place: string; close(): Promise<void> };

export async function connectPostgres({ url, prepare }: PostgresPlace): Promise<Connected> {
  const place = placeOf(url);
  const sql = new SQL(url, { max: 2, prepare, bigint: true, connectionTimeout: 5 });
  try {
    const client = await sql.reserve();
    return { sql, client, place, close: () => sql.close({ timeout: 0 }) };
  } catch (error) {
    await sql.close({ timeout: 0 }).catch(() => {});
    throw explain(error, place);
  }
}

/** Runs `work`, with what the server refuses as a sentence. */
export async function explained<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error, place);
  }
}
