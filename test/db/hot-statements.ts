import type { Query, Tx } from '../../db/engine/engine.ts';
import type { Stores } from '../../db/stores.ts';

const [chatId, userId] = ['AAAAAAAAAAA', 'BBBBBBBBBBB'];

/** A person's view of the messages takes two look-ups, of which the first is made once. */
const SHOWN = [
  'members USING PRIMARY KEY',
  'hidden USING PRIMARY KEY (chat_id=? AND user_id=? AND seq=?)',
];
/** The statements that are run most, with the words that SQLite's plan must hold, in order. */
export const HOT: [string, (db: Stores) => Tx<unknown>, string[]][] = [
  [
    'the head of a chat',
    (db) => db.chats.context(userId, chatId),
    ['members USING PRIMARY KEY (chat_id=? AND user_id=?)', 'chats USING PRIMARY KEY'],
  ],
  [
    'what was shared in a chat',
    (db) => db.files.seqsOf({ userId, chatId, kind: 'picture', before: 9, limit: 5 }),
    [
      'members USING PRIMARY KEY (chat_id=? AND user_id=?)',
      'message_files_kind (chat_id=? AND kind=? AND seq>? AND seq<?)',
    ],
  ],
  [
    'the links of a chat',
    (db) => db.messages.withLinks({ userId, chatId, before: 9, limit: 5 }),
    [
      'members USING PRIMARY KEY (chat_id=? AND user_id=?)',
      'messages_links (chat_id=? AND seq>? AND seq<?)',
    ],
  ],
  [
    'what is to be told now',
    (db) => db.pushJobs.due({ owner: 'x', now: 5, limit: 9 }),
    ['push_jobs USING INDEX push_jobs_due (due_at<?)'],
  ],
  [
    'whom a chat has to tell',
    (db) => db.pushJobs.recipients({ chatId, after: '', upTo: 5, limit: 16 }),
    ['members USING PRIMARY KEY (chat_id=? AND user_id>?)', 'push_subscriptions_user (user_id=?)'],
  ],
  [
    'how many messages are unread in all chats',
    (db) => db.pushWords.badge(userId, 5),
    [
      'members USING INDEX members_user',
      'chats USING PRIMARY KEY',
      'messages USING INDEX messages_seq (chat_id=? AND seq>?)',
    ],
  ],
  [
    'what a person is told of a chat',
    (db) => db.pushWords.newest({ userId, chatId, read: 1, from: 1 }, false),
    ['messages USING INDEX messages_seq (chat_id=? AND seq>?)'],
  ],
  ['a file of one’s own', (db) => db.files.ofOwner(userId, 'x'), ['files USING PRIMARY KEY']],
  [
    'the pictures that wait to be given to somebody',
    (db) => db.avatars.waiting(userId),
    ['files USING INDEX files_owner (owner_id=?)', 'users_avatar', 'chats_avatar'],
  ],
  ['what a person keeps', (db) => db.uploads.keptOf(userId), ['uploads_owner (owner_id=?)']],
  [
    'everyone in a chat',
    (db) => db.chats.everyone(chatId),
    ['members USING PRIMARY KEY (chat_id=?)'],
  ],
  [
    'the memberships of a person',
    (db) => db.chats.memberships(userId),
    ['members USING INDEX members_user', 'chats USING PRIMARY KEY'],
  ],
  ['one membership', (db) => db.chats.membership(userId, chatId), ['PRIMARY KEY', 'PRIMARY KEY']],
  [
    'the groups of a person',
    (db) => db.groups.of(userId),
    ['members USING INDEX members_user', 'chats USING PRIMARY KEY'],
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
    ['group_invites USING PRIMARY KEY', 'chats USING PRIMARY KEY'],
  ],
  [
    'a retry of a group',
    (db) => db.groups.byClientId('x', userId),
    ['chats_client (client_id=? AND created_by=?)'],
  ],
  [
    'how many are in chats, and how far',
    (db) => db.chats.listSummaries(userId, [chatId]),
    ['members USING PRIMARY KEY (chat_id=?)'],
  ],
  [
    'the members of chats',
    (db) => db.chats.membersOf(userId, [chatId]),
    ['members USING PRIMARY KEY (chat_id=?)'],
  ],
  ['a pair’s chat', (db) => db.chats.byDirectKey('a:b'), ['(direct_key=?)']],
  [
    'counting a message',
    (db) => db.chats.advance(chatId, { lastSeq: 1, lastRev: 1, lastAt: 1 }),
    ['chats USING PRIMARY KEY'],
  ],
  [
    'moving a mark',
    (db) => db.chats.moveReceipts(chatId, userId, { delivered: 1, read: 1, receiptRev: 1 }),
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
    [
      'members USING PRIMARY KEY',
      'messages USING INDEX messages_seq (chat_id=? AND seq=?)',
      'last USING',
      'seq>?',
    ],
  ],
  [
    'counting the unread',
    (db) => db.messages.unread(chatId, userId, 9, 1000),
    ['messages_seq (chat_id=? AND seq>?)'],
  ],
  [
    'how many messages, and since when',
    (db) => db.messages.stats(userId, chatId, 1000),
    ['messages_seq (chat_id=? AND seq>?)', ...SHOWN],
  ],
  [
    'one message',
    (db) => db.messages.shown(userId, chatId, 9),
    ['messages_seq (chat_id=? AND seq=?)', ...SHOWN],
  ],
  [
    'a chat’s newest pins',
    (db) => db.messages.pinHeads(userId, [chatId]),
    ['members USING PRIMARY KEY', 'messages USING INDEX messages_pinned (chat_id=?'],
  ],
  [
    'one’s own reactions',
    (db) => db.messages.withMine(userId, [{ chatId, seq: 1, reactions: [] } as never]),
    ['reactions USING PRIMARY KEY (chat_id=? AND seq=? AND user_id=?)'],
  ],
  [
    'hiding messages',
    (db) => db.messages.hide(chatId, userId, [1]),
    ['mentions USING PRIMARY KEY (chat_id=? AND user_id=? AND seq=?)'],
  ],
  [
    'the oldest marks logged',
    (db) => db.messages.prune(1, 500),
    ['receipt_log USING PRIMARY KEY', 'receipt_log USING COVERING INDEX receipt_log_at (at<?)'],
  ],
  [
    'a message’s time',
    (db) => db.messages.timeOf(chatId, 9),
    ['messages_seq (chat_id=? AND seq=?)'],
  ],
  [
    'messages to be indexed',
    (db) => db.search.unindexed(9, 99, 200),
    ['INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
  ],
  [
    'the chats to search in',
    (db) => db.search.places(userId, ''),
    [
      'members USING INDEX members_user (user_id=?)',
      'chats USING PRIMARY KEY (id=?)',
      'messages USING COVERING INDEX messages_seq (chat_id=? AND seq=?)',
    ],
  ],
  [
    'where a block of messages begins',
    (db) => db.search.idAt(chatId, 9),
    ['messages_seq (chat_id=? AND seq>?)'],
  ],
  ['what the index knows', (db) => db.search.candidates({ word: 'a' }, 9, 30), ['VIRTUAL TABLE']],
  [
    'a hit of a search',
    (db) => db.search.hit(userId, chatId, 9),
    [
      'messages USING INTEGER PRIMARY KEY',
      'members EXISTS USING PRIMARY KEY (chat_id=? AND user_id=?)',
    ],
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
  ['who shares chats', (db) => db.users.partners(userId), ['mine USING INDEX members_user']],
];

/** The first query that a script asks. */
export function firstQuery(script: Tx<unknown>): Query<unknown> {
  let step = script.next();
  while (!step.done && step.value.how === 'row-cache') step = script.next();
  if (step.done || !('query' in step.value)) throw new Error('asks nothing');
  return step.value.query;
}
