import { afterAll, beforeAll, expect, test } from 'bun:test';
import { SQL } from 'bun';
import { openPostgres } from '../../db/postgres/open.ts';
import { Pool } from '../../db/postgres/pool.ts';
import type { Ctx } from '../../server/context.ts';
import { KILLED_NOT_CUT, type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { until } from '../helpers/until.ts';
import { refusalOf } from '../helpers/world.ts';
import { makePairs, type Node, openNode } from './postgres-nodes.ts';

/** Two nodes write into one database, and their connections, or the server, go away under them. */
let postgres: Postgres;
let url: string;
let nodes: Node[];
let people: Ctx[];
let chatIds: string[];
const PAIRS = 12;

beforeAll(async () => {
  postgres = await startPostgres({ settings: KILLED_NOT_CUT });
  url = await postgres.createDatabase('writer');
  nodes = await Promise.all([openNode(url, 'n1'), openNode(url, 'n2')]);
  ({ people, chatIds } = await makePairs(nodes[0] as Node, PAIRS));
});
afterAll(async () => {
  for (const { db } of nodes) await db.close();
  await postgres.stop();
});

const pair = (n: number): [Ctx, Ctx] => [people[2 * n] as Ctx, people[2 * n + 1] as Ctx];
const chatOf = (n: number): string => chatIds[n] ?? '';
const nodeAt = (n: number): Node => nodes[n % 2] as Node;

type Sent = { chatId: string; clientId: string; text: string; seq: number; retry: boolean };

async function send(
  node: Node,
  n: number,
  text: string,
  clientId = Bun.randomUUIDv7(),
): Promise<Sent> {
  const chatId = chatOf(n);
  const { reply } = await node.messages.send(pair(n)[0], { chatId, text, clientId });
  return { chatId, clientId, text, seq: reply.message.seq, retry: reply.retry };
}

async function stored(): Promise<
  { chat_id: string; seq: number; client_id: string; body: string }[]
> {
  await using sql = new SQL(url, { max: 1 });
  return await sql`select chat_id, seq::int as seq, client_id, body from messages order by chat_id, seq`;
}

/** Each chat counts from 1 without gaps, and its counters agree. */
async function expectWhole(): Promise<void> {
  await using sql = new SQL(url, { max: 1 });
  const wrong =
    await sql`select c.id from chats c left join messages m on m.chat_id = c.id group by c.id
    having c.last_seq <> count(m.seq) or c.last_seq <> coalesce(max(m.seq), 0) or c.last_rev < c.last_seq`;
  expect([...wrong]).toEqual([]);
}

test('commands of many chats in one batch do what each does alone', async () => {
  const all = await Promise.all(
    Array.from({ length: PAIRS * 6 }, (_, n) => send(nodeAt(0), n % PAIRS, `together ${n}`)),
  );
  // In each chat they lie in the order in which they were given.
  for (let n = 0; n < PAIRS; n++) {
    const seqs = all.filter(({ chatId }) => chatId === chatOf(n)).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(new Set(seqs).size).toBe(6);
  }
  await expectWhole();
});

test('a retry in the batch of the first, or later, is the same message', async () => {
  const clientIds = Array.from({ length: PAIRS }, () => Bun.randomUUIDv7());
  const { replays } = nodeAt(0).db.stats();
  const both = await Promise.all(
    [...clientIds, ...clientIds].map((id, n) => send(nodeAt(0), n % PAIRS, 'twice', id)),
  );
  const later = await Promise.all(clientIds.map((id, n) => send(nodeAt(1), n, 'twice', id)));
  for (const [n, { seq }] of both.slice(0, PAIRS).entries()) {
    expect(both[n + PAIRS]).toMatchObject({ seq, retry: true });
    expect(later[n]).toMatchObject({ seq, retry: true });
  }
  await expectWhole();
  // The batch that took a retry for new was undone, and run again without a savepoint for each command.
  expect(nodeAt(0).db.stats().replays - replays).toBe(1);
});

test('a command that is refused leaves the others of its batch alone', async () => {
  const { db, messages } = nodeAt(0);
  const outsider = people[3] as Ctx;
  const [fine, refused, undone, after] = await Promise.allSettled([
    send(nodeAt(0), 0, 'fine'),
    messages.send(outsider, { chatId: chatOf(0), text: 'not mine', clientId: Bun.randomUUIDv7() }),
    db.write(function* () {
      yield* db.settings.set('test.half', 'written');
      throw new Error('half-way');
    }),
    send(nodeAt(0), 0, 'after'),
  ]);
  const ends: string[] = [fine.status, refused.status, undone.status, after.status];
  expect(ends).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(await db.read(db.settings.get('test.half'))).toBeUndefined();
  await expectWhole();
});

test('two nodes write into the same chats, and neither works on what it remembers', async () => {
  for (let round = 0; round < 5; round++)
    await Promise.all(
      Array.from({ length: PAIRS * 4 }, (_, n) => send(nodeAt(n), n % PAIRS, `both ${round} ${n}`)),
    );
  await expectWhole();
  // What one node has read of a chat is forgotten when another node changes who may write there.
  const [writer, blocker] = pair(1);
  await send(nodeAt(0), 1, 'before');
  await nodeAt(1).db.write(() =>
    nodeAt(1).db.blocks.block(blocker.userId, writer.userId, chatOf(1), Date.now()),
  );
  expect(await refusalOf(send(nodeAt(0), 1, 'blocked'))).toBe('not_delivered');
  await nodeAt(1).db.write(() => nodeAt(1).db.blocks.unblock(blocker.userId, writer.userId));
  await send(nodeAt(0), 1, 'again');
});

test('every batch has a number of its own, also one that was undone while another node wrote', async () => {
  await using sql = new SQL(url, { max: 1 });
  const counted = async () => {
    const rows = await sql`select batch::int as batch from payambar_commits order by node`;
    const all = rows.reduce((sum: number, { batch }: { batch: number }) => sum + batch, 0);
    return all - nodes.reduce((sum, { db }) => sum + db.stats().batches, 0);
  };
  const before = await counted();
  const replays = nodes.map(({ db }) => db.stats().replays);
  for (let round = 0; round < 10; round++)
    await Promise.allSettled(
      nodes.flatMap(({ db }, n) => [
        db.write(() => db.settings.set(`test.round${n}`, `${round}`)),
        db.write(function* () {
          yield* db.settings.set('test.half', 'written');
          throw new Error('half-way');
        }),
      ]),
    );
  expect(nodes.map(({ db }, n) => db.stats().replays - (replays[n] ?? 0))).toEqual([10, 10]);
  expect(await counted()).toBe(before);
});

test('work of one name runs alone at all nodes, and beside work of another', async () => {
  const [a, b] = nodes as [Node, Node];
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = a.db.alone(['x', 'y'], async () => {
    begun.resolve();
    await held.promise;
    order.push('first');
  });
  await begun.promise;
  const second = b.db.alone(['y'], async () => void order.push('second'));
  await b.db.alone(['z'], async () => void order.push('beside'));
  await using admin = new SQL(postgres.adminUrl, { max: 1 });
  // The second is known to wait for the first before that is let go.
  await until(async () => {
    const [row] = await admin`select count(*)::int as waiting from pg_locks
      where locktype = 'advisory' and not granted`;
    return row.waiting;
  }, 1);
  held.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(['beside', 'first', 'second']);
  expect(await a.db.alone(['x'], async () => 'free')).toBe('free');
});

/** Writes from both nodes while `disturb` runs; whatever was refused is sent again with its client id, as a device does. */
async function sendThrough(disturb: () => Promise<void>): Promise<Sent[]> {
  const acknowledged: Sent[] = [];
  let disturbing = true;
  async function write(n: number): Promise<void> {
    for (let i = 0; disturbing || i < 3; i++) {
      const clientId = Bun.randomUUIDv7();
      await until(async () => {
        try {
          acknowledged.push(await send(nodeAt(n), n, `${n} ${i}`, clientId));
          return true;
        } catch {
          return false;
        }
      }, true);
    }
  }
  const writing = Array.from({ length: PAIRS }, (_, n) => (n === 1 ? undefined : write(n)));
  await disturb();
  disturbing = false;
  await Promise.all(writing);
  return acknowledged;
}

async function expectNothingLost(acknowledged: readonly Sent[]): Promise<void> {
  const rows = await stored();
  const byClient = Map.groupBy(rows, ({ client_id }) => client_id);
  for (const { clientId, chatId, seq, text } of acknowledged)
    expect(byClient.get(clientId)).toEqual([
      { chat_id: chatId, seq, client_id: clientId, body: text },
    ]);
  await expectWhole();
}

test('connections that the server ends lose nothing, and make nothing twice', async () => {
  await using admin = new SQL(postgres.adminUrl, { max: 1 });
  const acknowledged = await sendThrough(async () => {
    for (let kill = 0; kill < 20; kill++) {
      const before = acknowledgedCount();
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'writer'`;
      await until(() => acknowledgedCount() > before, true);
    }
  });
  await expectNothingLost(acknowledged);
  function acknowledgedCount(): number {
    return nodes.reduce((sum, { db }) => sum + db.stats().commands, 0);
  }
});

test('a server that is killed loses nothing that was acknowledged', async () => {
  const acknowledged = await sendThrough(async () => {
    for (let kill = 0; kill < 3; kill++) {
      await postgres.kill();
      expect(await refusalOf(send(nodeAt(0), 0, 'nobody is there'))).toBe('busy');
      await until(() => nodeAt(0).db.health(), 'away');
      await postgres.start();
      await until(() => nodeAt(0).db.health(), 'ok');
    }
  });
  await expectNothingLost(acknowledged);
});

test('a server that accepts and never answers is noticed, and served again when it goes on', async () => {
  const acknowledged = await sendThrough(async () => {
    postgres.pause();
    await until(() => nodes.map(({ db }) => db.health()), ['away', 'away']);
    expect(await refusalOf(send(nodeAt(1), 2, 'nobody answers'))).toBe('busy');
    expect(await refusalOf(nodeAt(1).db.read(nodeAt(1).db.totals.all()))).toBe('busy');
    postgres.resume();
    await until(() => nodes.map(({ db }) => db.health()), ['ok', 'ok']);
  });
  await expectNothingLost(acknowledged);
});

test('what a deletion has left in the tables is cleared, long before a fifth of their rows are dead', async () => {
  const db = await openPostgres({
    ...{ url, connections: 1, prepare: true, node: 'n9', scrubAfterMs: 1 },
  });
  await using sql = new SQL(url, { max: 1 });
  const cleared = async () => {
    const rows: { name: string }[] = await sql`
      SELECT relname AS name FROM pg_stat_user_tables WHERE vacuum_count > 0 ORDER BY relname`;
    return rows.map(({ name }) => name);
  };
  expect(await cleared()).toEqual([]);
  db.scrub();
  db.scrub();
  await until(cleared, ['members', 'message_search', 'messages', 'users']);
  await db.close();
});

test('a process that stood still itself does not take the server for frozen', async () => {
  const pool = new Pool({ url, max: 1, prepare: true });
  const rows = await pool.use(400, async (client) => {
    const asked = client.unsafe('select 1 as one').execute();
    Bun.sleepSync(1500);
    return await asked;
  });
  expect([...rows]).toEqual([{ one: 1 }]);
  await pool.close();
});
