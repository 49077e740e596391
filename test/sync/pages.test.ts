import { afterEach, beforeEach, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

/** Makes `count` chats of Sara with other people, with `each` messages of `letters` letters, past the services. */
async function chatsWith(count: number, each: number, letters: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const who: Ctx = await world.person(`friend${n}`, `دوست ${n}`);
    const chatId = await world.openByBoth(who, world.sara);
    world.sql(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev)
        SELECT ?, i, ?, ? || i, 'text', ?, 0, 1, 0 FROM n`,
      ...[each, chatId, who.userId, chatId, 'ن'.repeat(letters)],
    );
    world.sql('UPDATE chats SET last_seq = ?, last_rev = ? WHERE id = ?', each, each, chatId);
    ids.push(chatId);
  }
  return ids;
}

/** Syncs until there is no more, as a device does; returns the pages. */
async function pages(cursor: Cursor): Promise<SyncReply[]> {
  const all: SyncReply[] = [];
  for (let more = true; more; ) {
    const { reply } = await world.sync.sync(world.sara, { cursor });
    for (const { chat } of reply.chats)
      cursor[chat.id] = [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev];
    all.push(reply);
    more = reply.more;
  }
  return all;
}
const sizes = (all: SyncReply[]): number[] =>
  all.map(({ chats }) => chats.reduce((sum, { messages }) => sum + messages.length, 0));
const empty = (ids: string[]): Cursor => Object.fromEntries(ids.map((id) => [id, [0, 0, 0, 0]]));

test('a page holds so many messages that one frame stays small; the pages together hold all', async () => {
  const ids = await chatsWith(20, 100, 10);
  const all = await pages(empty(ids));
  expect(sizes(all)).toEqual([1500, 500]);
  const told = all.flatMap(({ chats }) => chats.map(({ chat }) => chat.id));
  expect(told.toSorted()).toEqual(ids.toSorted());
});

test('long messages end it earlier: what counts is bytes, and a Persian letter has two', async () => {
  const ids = await chatsWith(4, 100, 2000);
  expect(sizes(await pages(empty(ids)))).toEqual([100, 100, 100, 100]);
});

test('of a chat that alone is more than a page the newest messages come, and what lies before is left to history', async () => {
  const [id = ''] = await chatsWith(1, 100, LIMITS.text);
  const [page, ...rest] = await pages(empty([id]));
  expect(rest).toEqual([]);
  const [delta] = page?.chats ?? [];
  expect(delta).toMatchObject({ reset: true });
  expect(delta?.messages.map(({ seq }) => seq)).toEqual(
    Array.from({ length: LIMITS.syncHead }, (_, i) => 101 - LIMITS.syncHead + i),
  );
});
