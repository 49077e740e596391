import type { ReservedSQL } from 'bun';

/**
 * The turn of writing, which one node of all has at a time: a row that it locks until its commit. So every script runs
 * as alone as on SQLite's one connection, on however many nodes. `batch` counts what was committed in all, and `node`
 * says who committed last. `closed`: the data is being moved, or was, and nobody may write (db/move/).
 */
export type Turn = { batch: number; node: string; closed?: boolean };

/**
 * A node that stops in the middle of a transaction (SIGSTOP, a line that was cut) must not keep the others out: the
 * server ends its connection. One that waits for the turn gives up after a while and tries again.
 */
const BEGIN =
  "begin; set local idle_in_transaction_session_timeout = '6s'; set local lock_timeout = '8s'";
const TAKE = 'select batch, node, closed > now() as closed from payambar_writer for update';
const MARK = `with turn as (update payambar_writer set batch = $1, node = $2)
  insert into payambar_commits (node, batch, at) values ($2, $1, (extract(epoch from now()) * 1000)::bigint)
  on conflict (node) do update set batch = excluded.batch, at = excluded.at`;
const COMMITTED = 'select batch from payambar_commits where node = $1';

/** Begins a transaction and waits for the turn. */
export async function takeTurn(client: ReservedSQL): Promise<Turn> {
  const [, rows] = await Promise.all([client.unsafe(BEGIN), client.unsafe(TAKE)]);
  const [turn] = rows as { batch: bigint; node: string; closed: boolean }[];
  if (!turn) throw new Error('payambar_writer has no row');
  return { batch: Number(turn.batch), node: turn.node, closed: turn.closed };
}

/** Writes into the transaction which batch it is, so that a node whose line was cut at the commit can look. */
export async function markTurn(client: ReservedSQL, { batch, node }: Turn): Promise<void> {
  await client.unsafe(MARK, [batch, node]);
}

/** Whether the batch was committed. It waits for the end of the transaction that may still be at it. */
export async function wasCommitted(client: ReservedSQL, { batch, node }: Turn): Promise<boolean> {
  await takeTurn(client);
  const [found] = (await client.unsafe(COMMITTED, [node])) as { batch: bigint }[];
  await client.unsafe('rollback');
  return Number(found?.batch ?? 0) >= batch;
}
