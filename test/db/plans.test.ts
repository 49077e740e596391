import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Query, Tx } from '../../db/engine/engine.ts';
import { openReader } from '../../db/engine/open.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

type Db = World['db'];
const [chatId, userId] = ['AAAAAAAAAAA', 'BBBBBBBBBBB'];

/** What one person sees of the messages: two look-ups, of which the first is made once. */
const SHOWN = ['o USING PRIMARY KEY', 'h USING PRIMARY KEY (chat_id=? AND user_id=? AND seq=?)'];
/** Each with the words that its plan must hold, in order. */
const HOT: [string, (db: Db) => Tx<unknown>, string[]][] = [
  [
    'the head of a chat',
    (db) => db.chats.context(userId, chatId),
    ['m USING PRIMARY KEY (chat_id=? AND user_id=?)', 'c USING PRIMARY KEY'],
  ],
  [
    'everyone in a chat',
    (db) => db.chats.everyone(chatId),
    ['members USING PRIMARY KEY (chat_id=?)'],
  ],
  [
    'the memberships of a person',
    (db) => db.chats.memberships(userId),
    ['m USING INDEX members_user', 'c USING PRIMARY KEY'],
  ],
  ['one membership', (db) => db.chats.membership(userId, chatId), ['PRIMARY KEY', 'PRIMARY KEY']],
  [
    'the groups of a person',
    (db) => db.groups.of(userId),
    ['m USING INDEX members_user', 'c USING PRIMARY KEY'],
  ],
  [
    'who of the others has received as much',
    (db) => db.chats.othersUpTo(chatId, userId, { delivered: 1, read: null }),
    ['members USING PRIMARY KEY (chat_id=?)'],
  ],
  [
    'who of the others has read as far',
    (db) => db.chats.othersUpTo(chatId, userId, { delivered: null, read: 1 }),
    ['members USING PRIMARY KEY (chat_id=?)'],
  ],
  [
    'a link',
    (db) => db.invites.door('c', userId, 1),
    ['i USING PRIMARY KEY', 'c USING PRIMARY KEY'],
  ],
  [
    'a retry of a group',
    (db) => db.groups.byClientId('x', userId),
    ['chats_client (client_id=? AND created_by=?)'],
  ],
  [
    'how many are in chats, and how far',
    (db) => db.chats.crowds(userId, [chatId]),
    ['o USING PRIMARY KEY (chat_id=?)'],
  ],
  [
    'the members of chats',
    (db) => db.chats.membersOf(userId, [chatId]),
    ['o USING PRIMARY KEY (chat_id=?)'],
  ],
  ['a pair’s chat', (db) => db.chats.byDirectKey('a:b'), ['(direct_key=?)']],
  [
    'counting a message',
    (db) => db.chats.advance(chatId, { lastSeq: 1, lastRev: 1, lastAt: 1 }),
    ['chats USING PRIMARY KEY'],
  ],
  [
    'moving a mark',
    (db) => db.chats.moveMarks(chatId, userId, { delivered: 1, read: 1, marks: 1 }),
    ['members USING PRIMARY KEY (chat_id=? AND user_id=?)'],
  ],
  [
    'a page of history, upwards',
    (db) => db.messages.before(userId, chatId, { seq: 9, limit: 50 }),
    ['messages_seq (chat_id=? AND seq>? AND seq<?)', ...SHOWN],
  ],
  [
    'a page of history, downwards',
    (db) => db.messages.after(userId, chatId, { seq: 9, limit: 50 }),
    ['messages_seq (chat_id=? AND seq>?)', ...SHOWN],
  ],
  [
    'what was changed',
    (db) => db.messages.changed(userId, chatId, { rev: 9, seq: 9, limit: 100 }),
    ['messages_rev (chat_id=? AND rev>?)', ...SHOWN],
  ],
  [
    'a retry',
    (db) => db.messages.byClientId(chatId, userId, 'x'),
    ['messages_client (client_id=? AND chat_id=? AND sender_id=?)'],
  ],
  [
    'last messages',
    (db) => db.messages.lasts(userId, [chatId]),
    ['o USING PRIMARY KEY', 'm USING INDEX messages_seq (chat_id=? AND seq=?)', 'seq>?'],
  ],
  [
    'counting the unread',
    (db) => db.messages.unread(chatId, userId, 9, 1000),
    ['messages_seq (chat_id=? AND seq>?)'],
  ],
  [
    'one message',
    (db) => db.messages.shown(userId, chatId, 9),
    ['messages_seq (chat_id=? AND seq=?)', ...SHOWN],
  ],
  [
    'a chat’s newest pins',
    (db) => db.messages.pinHeads(userId, [chatId]),
    ['o USING PRIMARY KEY', 'm USING INDEX messages_pinned (chat_id=?'],
  ],
  [
    'one’s own reactions',
    (db) => db.messages.withMine(userId, [{ chatId, seq: 1, reactions: [] } as never]),
    ['r USING PRIMARY KEY (chat_id=? AND seq=? AND user_id=?)'],
  ],
  [
    'hiding messages',
    (db) => db.messages.hide(chatId, userId, [1]),
    ['mentions USING PRIMARY KEY (chat_id=? AND user_id=? AND seq=?)'],
  ],
  [
    'the oldest marks logged',
    (db) => db.messages.prune(1, 500),
    ['mark_log USING PRIMARY KEY', 'mark_log USING COVERING INDEX mark_log_at (at<?)'],
  ],
  [
    'a message’s time',
    (db) => db.messages.timeOf(chatId, 9),
    ['messages_seq (chat_id=? AND seq=?)'],
  ],
  [
    'messages to be indexed',
    (db) => db.search.unindexed(9, 200),
    ['INTEGER PRIMARY KEY (rowid>?)'],
  ],
  [
    'the chats to search in',
    (db) => db.search.places(userId, ''),
    [
      'me USING INDEX members_user (user_id=?)',
      'c USING PRIMARY KEY (id=?)',
      'm USING COVERING INDEX messages_seq (chat_id=? AND seq=?)',
    ],
  ],
  [
    'where a block of messages begins',
    (db) => db.search.idAt(chatId, 9),
    ['messages_seq (chat_id=? AND seq>?)'],
  ],
  ['what the index knows', (db) => db.search.candidates('a', 9, 30), ['VIRTUAL TABLE']],
  [
    'a hit of a search',
    (db) => db.search.hit(userId, chatId, 9),
    ['m USING INTEGER PRIMARY KEY', 'me EXISTS USING PRIMARY KEY (chat_id=? AND user_id=?)'],
  ],
  [
    'a scan for parts of words',
    (db) => db.search.recent(userId, chatId, 9, 200),
    ['messages_seq (chat_id=?'],
  ],
  ['a live session', (db) => db.sessions.live('s', 1), ['sessions USING PRIMARY KEY']],
  ['a session by its secret', (db) => db.sessions.byRefresh('h', 1), ['(refresh_hash=?)']],
  ['a person', (db) => db.users.byId(userId), ['users USING PRIMARY KEY']],
  ['a person by name', (db) => db.users.byKey('sara'), ['(username_key=?)']],
  [
    'who shares chats',
    (db) => db.users.sharing(userId, [chatId]),
    ['mine USING INDEX members_user'],
  ],
];

describe('a hot query goes by an index, sorts nothing and is prepared once:', () => {
  test.each(HOT)('%s', (_, make, words) => {
    const { sql } = firstQuery(make(world.db));
    const plan = planOf(sql);
    expect(plan.join('\n')).toMatch(new RegExp(words.map(RegExp.escape).join('[^]*')));
    expect(
      plan.filter((line) =>
        /TEMP B-TREE FOR ORDER|^SCAN (?!j |CONSTANT |json_each|s VIRTUAL|\(subquery)/.test(line),
      ),
    ).toEqual([]);
    // SQLite prepares a query anew at each execution when it has planned by a bound value; `+?` keeps it from that.
    expect(sql.match(/(?<!\+)\?/g)).toBeNull();
  });
});

function firstQuery(script: Tx<unknown>): Query<unknown> {
  let step = script.next();
  while (!step.done && step.value.how === 'memo') step = script.next();
  if (step.done || step.value.how === 'memo') throw new Error('asks nothing');
  return step.value.query;
}

function planOf(sql: string): string[] {
  const database = openReader(world.path);
  const rows = database.prepare<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${sql}`).all();
  database.close();
  return rows.map(({ detail }) => detail);
}
