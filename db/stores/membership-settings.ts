import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** What is one person's own in a chat. `draft` and `hidden` are JSON, `request` and `blocked` 0 or 1. */
export type ChatSettingsRow = {
  chatId: string;
  role: 'owner' | 'admin' | 'member';
  mutedUntil: number | null;
  pinned: number | null;
  /** When the chat was archived, as the time of its last message then. */
  archivedAt: number | null;
  unreadMark: number;
  cleared: number;
  removed: number | null;
  draft: string | null;
  request: number;
  list: number;
  lastAt: number;
  lastSeq: number;
  hidden: string;
  mentions: number;
  blocked: number;
};

const COLUMNS =
  sql.raw(`m.chat_id as "chatId", m.role, m.muted_until as "mutedUntil", m.pinned_at as pinned,
  m.archived_at as "archivedAt", m.unread_mark as "unreadMark", m.cleared_seq as cleared, m.removed_seq as removed,
  m.draft, m.request, m.list_rev as list, c.last_at as "lastAt", c.last_seq as "lastSeq",
  (select json_group_array(h.seq) from hidden h
    where h.chat_id = m.chat_id and h.user_id = m.user_id and h.seq > m.cleared_seq) as hidden,
  (select count(*) from mentions x where x.chat_id = m.chat_id and x.user_id = m.user_id
    and x.seq > max(m.read_seq, m.cleared_seq) and not exists (select 1 from hidden h
      where h.chat_id = m.chat_id and h.user_id = m.user_id and h.seq = x.seq)) as mentions,
  c.kind = 'direct' and exists (select 1 from members o join blocks b on b.user_id = m.user_id
    and b.blocked_id = o.user_id where o.chat_id = m.chat_id and o.user_id <> m.user_id) as blocked`);

export function chatSettingsStore() {
  const page = prepareSql<ChatSettingsRow>(
    sql`select ${COLUMNS} from json_each(${p('ids')}) j
      cross join members m on m.chat_id = j.value and m.user_id = ${p('userId')}
      cross join chats c on c.id = m.chat_id where m.left_at is null`,
  );
  const save = prepareSql(
    sql`update members set muted_until = ${p('mutedUntil')}, pinned_at = ${p('pinned')},
      archived_at = ${p('archivedAt')}, unread_mark = ${p('unreadMark')}, cleared_seq = ${p('cleared')},
      removed_seq = ${p('removed')}, draft = ${p('draft')}, request = ${p('request')}, list_rev = list_rev + 1,
      added = case when request = 1 and ${p('request')} = 0 then 0 else added end
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
    'chat',
  );
  const forget = (table: string) =>
    prepareSql(
      sql`delete from ${sql.raw(table)} where chat_id = ${p('chatId')} and user_id = ${p('userId')}
        and seq <= ${p('seq')}`,
      'kept',
    );
  const [forgetHidden, forgetMentions] = [forget('hidden'), forget('mentions')];
  const touch = prepareSql(
    sql`update members set list_rev = list_rev + 1
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
    'chat',
  );
  const ask = prepareSql(
    sql`update members set request = 1
      where chat_id = ${p('chatId')} and user_id <> ${p('userId')} and list_rev = 0
      and not exists (select 1 from members mine join chats g on g.id = mine.chat_id and g.kind = 'group'
        join members theirs on theirs.chat_id = g.id and theirs.user_id = members.user_id and theirs.added = 0
        where mine.user_id = ${p('userId')} and mine.left_at is null and theirs.left_at is null)
      and not exists (select 1 from users u where (u.id = members.user_id and u.invited_by = ${p('userId')})
        or (u.id = ${p('userId')} and u.invited_by = members.user_id))`,
  );
  const settle = prepareSql(
    sql`update members set added = 0 where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
    'chat',
  );
  const marks = prepareSql<{ marks: number }>(
    sql`update chats set marks = marks + 1 where id = ${p('chatId')} returning marks`,
    'chat',
  );
  const peer = prepareSql<{ userId: string }>(
    sql`select user_id as "userId" from members
      where chat_id = ${p('chatId')} and user_id <> ${p('userId')}`,
  );
  const setMarks = prepareSql(
    sql`update members set delivered_seq = ${p('delivered')}, read_seq = ${p('read')},
      list_rev = list_rev + 1 where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
    'chat',
  );

  return {
    of: (userId: string, chatIds: readonly string[]) =>
      all(page, { userId, ids: JSON.stringify(chatIds) }),
    /** Takes the person's next `list`. */
    *save(userId: string, row: ChatSettingsRow): Tx<void> {
      const { chatId, mutedUntil, pinned, archivedAt, unreadMark, cleared } = row;
      const { removed, draft, request } = row;
      const flags = { unreadMark, cleared, removed, draft, request };
      yield* run(save, { chatId, userId, mutedUntil, pinned, archivedAt, ...flags });
    },
    /** What was kept about messages that the person has cleared. */
    *forget(userId: string, chatId: string, seq: number): Tx<void> {
      yield* run(forgetHidden, { userId, chatId, seq });
      yield* run(forgetMentions, { userId, chatId, seq });
    },
    /** A member who was added by others is there by choice from now on. */
    settle: (userId: string, chatId: string) => run(settle, { userId, chatId }),
    touch: (userId: string, chatId: string) => run(touch, { userId, chatId }),
    /**
     * The first message of a direct chat becomes a request, unless its receiver has opened the chat, is by choice in a
     * group with the sender, or one of the two has invited the other to the server.
     */
    ask: (senderId: string, chatId: string) => run(ask, { chatId, userId: senderId }),
    /** Takes the chat's next `marks` for a move that was not announced to the others when it happened. */
    *countMark(chatId: string): Tx<number> {
      return (yield* one(marks, { chatId }))?.marks ?? 0;
    },
    /** Moves receipts that only the person's own devices may learn of: the chat's counter stands still. */
    moveMarks: (userId: string, chatId: string, to: { delivered: number; read: number }) =>
      run(setMarks, { userId, chatId, delivered: to.delivered, read: to.read }),
    /** The other one of a direct chat. */
    *peer(userId: string, chatId: string): Tx<string | undefined> {
      return (yield* one(peer, { userId, chatId }))?.userId;
    },
  };
}
