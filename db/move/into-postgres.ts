import type { ReservedSQL } from 'bun';
import { MOVED_FROM, MOVED_LATER, MOVED_TO, SHARED_SECRET } from '../engine/move-marks.ts';
import { readClosed } from '../postgres/closed.ts';
import { sqlState } from '../postgres/errors.ts';
import { findLiveNodes } from '../postgres/live-nodes.ts';
import { migratePostgres } from '../postgres/migrate.ts';
import { ALONE } from '../postgres/turn.ts';
import { type Connected, connectPostgres, explained, type PostgresPlace } from './connect.ts';
import type { FilledTarget } from './held.ts';
import { postgresTarget } from './postgres.ts';
import { fromOthers, hasPeople, MoveRefused, nodeRuns, orphans } from './refused.ts';
import { movedTables } from './tables.ts';

type Order = PostgresPlace & {
  serverId: string;
  /** Data that is there may be thrown away. */
  replace?: boolean;
};

/** Closes an empty database, or one that a move of the same data has half filled, to fill it. */
export async function fillPostgres({
  serverId,
  replace = false,
  ...where
}: Order): Promise<FilledTarget> {
  const connected = await connectPostgres(where);
  const { client, place } = connected;
  try {
    await explained(place, async () => {
      await migratePostgres(client, { place });
      await mustBeFree(connected, serverId, replace);
      await close(client, serverId);
    });
  } catch (error) {
    await connected.close();
    throw error;
  }
  return {
    target: postgresTarget(client),
    place,
    // What was measured is good enough for a while, and then PostgreSQL measures again by itself.
    settle: () => explained(place, async () => void (await client.unsafe('analyze'))),
    complete: (secret) => explained(place, () => complete(connected, secret)),
    open: () => explained(place, () => open(client)),
    release: connected.close,
  };
}

async function mustBeFree({ client, place }: Connected, serverId: string, replace: boolean) {
  const nodes = await findLiveNodes(client);
  if (nodes.length > 0) throw new MoveRefused(nodeRuns(place, nodes));
  const { from } = await readClosed(client);
  if (replace || from === serverId) return;
  if (from !== undefined) throw new MoveRefused(fromOthers(place));
  const [people] = await client`SELECT FROM users LIMIT 1`;
  if (people) throw new MoveRefused(hasPeople(place));
}

/** What is dropped is written down in the same transaction. */
async function close(client: ReservedSQL, serverId: string): Promise<void> {
  await inTransaction(client, async () => {
    const [kept] = await client`SELECT FROM settings WHERE key = ${MOVED_LATER}`;
    if (!kept) {
      const keys: Record<'table' | 'name' | 'definition', string>[] = await client`
        SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name,
          pg_get_constraintdef(oid) AS definition
        FROM pg_constraint
        WHERE contype = 'f' AND connamespace = quote_ident(current_schema())::regnamespace
        ORDER BY conname`;
      for (const { table, name } of keys)
        await client.unsafe(`alter table ${table} drop constraint ${name}`);
      const later = keys.map(
        ({ table, name, definition }) =>
          `alter table ${table} add constraint ${name} ${definition}`,
      );
      await set(client, MOVED_LATER, JSON.stringify(later));
    }
    await set(client, MOVED_FROM, serverId);
    await client.unsafe(ALONE);
    await client`UPDATE payambar_writer SET closed = 'infinity'`;
  });
}

async function complete({ client, place }: Connected, secret: string | undefined): Promise<void> {
  await inTransaction(client, async () => {
    const [{ value }] = await client`SELECT value FROM settings WHERE key = ${MOVED_LATER}`;
    for (const statement of JSON.parse(value)) await addKey(client, statement, place);
    await client`DELETE FROM settings WHERE key = ${MOVED_LATER}`;
    for (const { name, columns, key } of movedTables()) {
      const [column] = key.map((at) => columns[at]);
      if (key.length === 1 && column?.type === 'bigint')
        await client.unsafe(
          `select setval(pg_get_serial_sequence('${name}', '${column.name}'), greatest(max("${column.name}"), 1), max("${column.name}") is not null) from "${name}"`,
        );
    }
    if (secret !== undefined) await set(client, SHARED_SECRET, secret);
  });
}

async function addKey(client: ReservedSQL, statement: string, place: string): Promise<void> {
  try {
    await client.unsafe(statement);
  } catch (error) {
    // 23503: foreign_key_violation.
    if (sqlState(error) !== '23503') throw error;
    throw new MoveRefused(orphans(place, /constraint (\S+)/.exec(statement)?.[1] ?? ''));
  }
}

async function open(client: ReservedSQL): Promise<void> {
  await inTransaction(client, async () => {
    await client`DELETE FROM settings WHERE key IN (${MOVED_FROM}, ${MOVED_TO})`;
    await client`TRUNCATE message_search`;
    await client`DELETE FROM settings WHERE key = 'search.indexed'`;
    await client`DELETE FROM payambar_commits`;
    await client`UPDATE payambar_writer SET batch = batch + 1, node = '', closed = '-infinity'`;
  });
}

async function set(client: ReservedSQL, key: string, value: string): Promise<void> {
  await client`INSERT INTO settings (key, value) VALUES (${key}, ${value})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
}

async function inTransaction(client: ReservedSQL, work: () => Promise<void>): Promise<void> {
  await client.unsafe('begin');
  try {
    await work();
    await client.unsafe('commit');
  } catch (error) {
    await client.unsafe('rollback').catch(() => {});
    throw error;
  }
}
