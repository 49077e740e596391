import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type ReservedSQL, SQL } from 'bun';
import { shareTurn, takeTurn } from '../../db/postgres/turn.ts';
import type { Ctx } from '../../server/context.ts';
import { toIndexWords } from '../../server/messages/index-words.ts';
import { createIndexer } from '../../server/search/indexer.ts';
import { KILLED_NOT_CUT, type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { until } from '../helpers/until.ts';
import { makePairs, type Node, openNode } from './postgres-nodes.ts';

/** Batches of several nodes share the turn, and lock the chats that they touch. */
let postgres: Postgres;
let sql: SQL;
let url: string;
let nodes: [Node, Node];
let people: Ctx[];
let chatIds: string[];
const PAIRS = 6;
/** Commands that are given in the random test, and connections that are ended meanwhile. */
const COMMANDS = Number(process.env.TURN_COMMANDS ?? 400);
const KILLS = Number(process.env.TURN_KILLS ?? 4);

beforeAll(async () => {
  postgres = await startPostgres({ settings: KILLED_NOT_CUT });
  url = await postgres.createDatabase('turns');
  // Of the superuser, whose connections are not ended.
  sql = new SQL(postgres.adminUrl.replace(/postgres$/, 'turns'), { max: 4 });
  nodes = await Promise.all([openNode(url, 'n1'), openNode(url, 'n2')]);
  ({ people, chatIds } = await makePairs(nodes[0], PAIRS));
});
afterAll(async () => {
  for (const { db } of nodes) await db.close();
  await sql.close();
  await postgres.stop();
});

const pair = (n: number): [Ctx, Ctx] => [people[2 * n] as Ctx, people[2 * n + 1] as Ctx];
const chatOf = (n: number): string => chatIds[n] ?? '';
const send = ({ messages }: Node, n: number, text: string, clientId = Bun.randomUUIDv7()) =>
  messages.send(pair(n)[0], { chatId: chatOf(n), text, clientId });

/** How many wait for the turn, or for a chat. */
async function countWaiting(): Promise<number> {
  const [row] = await sql`select count(*)::int as waiting from pg_stat_activity
    where datname = 'turns' and wait_event_type = 'Lock'`;
  return row.waiting;
}

async function withClients<T>(work: (...clients: ReservedSQL[]) => Promise<T>): Promise<void> {
  const clients = await Promise.all([sql.reserve(), sql.reserve(), sql.reserve()]);
  try {
    await work(...clients);
  } finally {
    for (const client of clients) {
      await client.unsafe('rollback');
      client.release();
    }
  }
}

test('who wants the turn alone is not passed by those who share it, nor the other way round', () =>
  withClients(async (first, second, third) => {
    if (!first || !second || !third) throw new Error('no clients');
    const order: string[] = [];
    await shareTurn(first, []);
    const alone = takeTurn(second).then(() => order.push('alone'));
    await until(countWaiting, 1);
    const shared = shareTurn(third, []).then(() => order.push('shared'));
    await until(countWaiting, 2);
    await first.unsafe('rollback');
    await alone;
    // Another one that wants it alone stands behind the one who shares.
    const later = takeTurn(first).then(() => order.push('alone again'));
    await until(countWaiting, 2);
    await second.unsafe('rollback');
    await shared;
    expect(order).toEqual(['alone', 'shared']);
    await third.unsafe('rollback');
    await later;
  }));

test('a batch waits for its own chats, and for no others', () =>
  withClients(async (client) => {
    if (!client) throw new Error('no client');
    await send(nodes[0], 0, 'before');
    await shareTurn(client, [chatOf(0)]);
    let isSent = false;
    const held = send(nodes[0], 0, 'held').then(() => {
      isSent = true;
    });
    await until(countWaiting, 1);
    await send(nodes[1], 1, 'not held');
    expect(isSent).toBe(false);
    await client.unsafe('commit');
    await held;
  }));

test('what another node has written of a chat is seen, also where only a member was counted', async () => {
  const [a, b] = nodes;
  const { userId } = pair(2)[1];
  const chatId = chatOf(2);
  const read = ({ db }: Node) =>
    db.write(function* () {
      const context = yield* db.chats.context(userId, chatId);
      return context && { seq: context.lastSeq, memberRev: context.memberRev };
    }, chatId);
  await send(a, 2, 'one');
  const known = await read(a);
  const memberRev = (known?.memberRev ?? 0) + 7;
  await b.db.write(
    () => b.db.chats.moveOwnReceipts(chatId, userId, { delivered: 1, read: 0, memberRev }),
    chatId,
  );
  expect(await read(a)).toEqual({ seq: 1, memberRev });
  await send(b, 2, 'two');
  expect(await read(a)).toEqual({ seq: 2, memberRev });
  // What is alone reads the data, and is seen by those who remember.
  await b.db.write(() => b.db.chatSettings.touch(userId, chatId));
  expect(await read(a)).toEqual({ seq: 2, memberRev: memberRev + 1 });
});

/** Looks at the chats as a device does, by their counters, and says what came out of order. */
async function watchChats(isDone: () => boolean): Promise<string[]> {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  while (!isDone()) {
    const rows =
      await sql`select c.id, c.last_seq::int as last, count(m.seq)::int as count from chats c
      left join messages m on m.chat_id = c.id group by c.id`;
    for (const { id, last, count } of rows) {
      if (last !== count) wrong.push(`${id} counts ${last} of ${count}`);
      if (last < (seen.get(id) ?? 0)) wrong.push(`${id} went back to ${last}`);
      seen.set(id, last);
    }
  }
  return wrong;
}

test('whatever two nodes write, and however often they are cut off, it is whole and in order', async () => {
  const indexers = nodes.map(({ deps }) => createIndexer(deps));
  const sent = new Map<string, { chatId: string; seq: number }>();
  let given = 0;
  async function command(n: number): Promise<void> {
    const node = nodes[n % 2] as Node;
    const { messages } = node;
    const at = Math.floor(Math.random() * PAIRS);
    const [one, other] = pair(at);
    const chatId = chatOf(at);
    const seq = 1 + Math.floor(Math.random() * 20);
    const kind = Math.random();
    if (kind < 0.6) {
      const clientId = Bun.randomUUIDv7();
      // As a device does: with the same id until it is answered.
      await until(async () => {
        const { reply } = await send(node, at, `word${n} common`, clientId);
        sent.set(clientId, { chatId, seq: reply.message.seq });
        return true;
      }, true);
    } else if (kind < 0.75) await messages.delivered(other, { chatId, seq });
    else if (kind < 0.85) await messages.read(other, { chatId, seq });
    else if (kind < 0.92) await messages.react(other, { chatId, seq, emojis: ['👍'] });
    else if (kind < 0.96) await indexers[n % 2]?.catchUp();
    else await messages.edit(one, { chatId, seq, text: `changed${n} common` });
  }
  async function work(): Promise<void> {
    while (given < COMMANDS) await command(given++).catch(() => undefined);
  }
  let isDone = false;
  const watching = watchChats(() => isDone);
  const working = Array.from({ length: 24 }, work);
  for (let kill = 1; kill <= KILLS; kill++) {
    await until(() => given >= (COMMANDS * kill) / (KILLS + 1), true);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = 'turns' and usename = 'payambar'`;
  }
  await Promise.all(working);
  isDone = true;
  expect(await watching).toEqual([]);

  const rows: { chat_id: string; seq: number; rev: number; client_id: string; body: string }[] =
    await sql`select chat_id, seq::int as seq, rev::int as rev, client_id, body from messages order by chat_id, seq`;
  const byClient = Map.groupBy(rows, ({ client_id }) => client_id);
  for (const [clientId, place] of sent)
    expect(byClient.get(clientId)?.map(({ chat_id: chatId, seq }) => ({ chatId, seq }))).toEqual([
      place,
    ]);
  for (const [chatId, own] of Map.groupBy(rows, ({ chat_id }) => chat_id)) {
    expect(own.map(({ seq }) => seq)).toEqual(own.map((_, n) => n + 1));
    const [chat] =
      await sql`select last_seq::int as seq, last_rev::int as rev from chats where id = ${chatId}`;
    expect(chat.seq).toBe(own.length);
    expect(chat.rev).toBeGreaterThanOrEqual(Math.max(chat.seq, ...own.map(({ rev }) => rev)));
    const revs = own.map(({ rev }) => rev).filter((rev) => rev > 0);
    expect(new Set(revs).size).toBe(revs.length);
  }
  // Ids of a chat grow with its messages, as the search goes by them.
  expect([
    ...(await sql`select chat_id from (select chat_id, id - lag(id) over (partition by chat_id order by seq) as by
      from messages) m where by <= 0`),
  ]).toEqual([]);
  await until(async () => {
    await indexers[0]?.catchUp();
    return true;
  }, true);
  // The index has a row for every message, with the words that it has now.
  const indexed: { chat_id: string; seq: number; body: string; words: string[] | null }[] =
    await sql`select m.chat_id, m.seq::int as seq, m.body, to_json(tsvector_to_array(s.words)) as words
      from messages m left join message_search s on s.id = m.id`;
  for (const { chat_id: chatId, seq, body, words } of indexed)
    expect(words?.toSorted()).toEqual(
      [...new Set(toIndexWords(body, chatId, seq).trim().split(' '))].toSorted(),
    );
  // What each node remembers is what is stored.
  for (const { db } of nodes)
    for (const [n, chatId] of chatIds.entries())
      for (const { userId } of pair(n))
        expect(await db.write(() => db.chats.context(userId, chatId), chatId)).toEqual(
          await db.read(db.chats.context(userId, chatId)),
        );
});
