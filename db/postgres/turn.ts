import type { ReservedSQL } from 'bun';

/**
 * The turn of writing. A batch either has it alone, so that its scripts are as alone as on SQLite's one connection, on
 * however many nodes; or it shares it with others like it, and locks the chats that it touches. PostgreSQL gives the lock
 * in the order in which it was asked for, so neither kind is kept out by the other. `batch` counts the batches that had it
 * alone and may have made untrue what nodes remember, and `node` says whose the last of them was. `closed`: the data is
 * being moved, or was, and nobody may write (db/move/).
 */
export type Turn = { batch: number; node: string; closed?: boolean };
/** A chat that is locked; `stamp`: the transaction that wrote its row last (PostgreSQL, "System Columns": xmin). */
export type LockedChat = { id: string; stamp: string };
/** A batch of one node, which counts its own. */
export type Commit = { node: string; count: number };

/**
 * A node that stops in the middle of a transaction (SIGSTOP, a line that was cut) must not keep the others out: the
 * server ends its connection. One that waits for the turn gives up after a while and tries again.
 */
const BEGIN =
  "begin; set local idle_in_transaction_session_timeout = '6s'; set local lock_timeout = '8s'";
/** Keys of two numbers are apart from those of one, which the locks by name and the migrations have. */
const KEY = "'payambar_writer'::regclass::oid::int4, 0";
/** Waits until no batch is under way, and keeps all others out until the end of the transaction. */
export const ALONE = `select pg_advisory_xact_lock(${KEY})`;
const SHARED = `select pg_advisory_xact_lock_shared(${KEY})`;
/** A statement of its own: it has to see what was committed before the lock was given. */
const READ = 'select batch, node, closed > now() as closed from payambar_writer';
/** In one order everywhere, so that nobody waits in a circle. */
const LOCK_CHATS =
  'select id, xmin::text as stamp from chats where id = any($1::text[]) order by id for no key update';
/** So that other nodes see that something was written in these chats. */
const STAMP = 'update chats set last_rev = last_rev where id = any($1::text[])';
const COUNT = 'update payambar_writer set batch = $1, node = $2';
const MARK = `insert into payambar_commits (node, batch, at)
  values ($1, $2, (extract(epoch from now()) * 1000)::bigint)
  on conflict (node) do update set batch = excluded.batch, at = excluded.at
  returning pg_current_xact_id()::xid::text as stamp`;
const COMMITTED = 'select batch from payambar_commits where node = $1';

/** Begins a transaction and waits until it is alone. */
export async function takeTurn(client: ReservedSQL): Promise<Turn> {
  const [, , turn] = await Promise.all([
    client.unsafe(BEGIN),
    client.unsafe(ALONE),
    client.unsafe(READ),
  ]);
  return toTurn(turn);
}

/** Begins a transaction beside others, and waits for these chats. */
export async function shareTurn(
  client: ReservedSQL,
  chatIds: readonly string[],
): Promise<{ turn: Turn; chats: LockedChat[] }> {
  const [, , turn, chats] = await Promise.all([
    client.unsafe(BEGIN),
    client.unsafe(SHARED),
    client.unsafe(READ),
    client.unsafe(LOCK_CHATS, [chatIds]),
  ]);
  return { turn: toTurn(turn), chats: [...chats] as LockedChat[] };
}

function toTurn(rows: unknown): Turn {
  const [turn] = rows as { batch: bigint; node: string; closed: boolean }[];
  if (!turn) throw new Error('payambar_writer has no row');
  return { batch: Number(turn.batch), node: turn.node, closed: turn.closed };
}

/** Tells the other nodes that what they remember may not be true any more. */
export async function countTurn(client: ReservedSQL, { batch, node }: Turn): Promise<void> {
  await client.unsafe(COUNT, [batch, node]);
}

/** The same of these chats alone. */
export async function stampChats(client: ReservedSQL, chatIds: readonly string[]): Promise<void> {
  await client.unsafe(STAMP, [chatIds]);
}

/**
 * Writes into the transaction which batch it is, so that a node whose line was cut at the commit can look. Returns the
 * stamp of what it has written.
 */
export async function markCommit(client: ReservedSQL, { node, count }: Commit): Promise<string> {
  const [row] = (await client.unsafe(MARK, [node, count])) as { stamp: string }[];
  return row?.stamp ?? '';
}

/** Whether the batch was committed. It waits for the end of the transaction that may still be at it. */
export async function wasCommitted(client: ReservedSQL, commit: Commit): Promise<boolean> {
  await takeTurn(client);
  const [found] = (await client.unsafe(COMMITTED, [commit.node])) as { batch: bigint }[];
  await client.unsafe('rollback');
  return Number(found?.batch ?? 0) >= commit.count;
}
