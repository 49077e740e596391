import { sql } from 'drizzle-orm';
import { one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { type ChatPart, chatContextCache, type MemberPart } from './chat-context-cache.ts';
import { FLAGS } from './membership-flags.ts';

/** Who hears an event: people by their ids, or the members of a group by its topic. */
export type Audience = MemberPart['audience'];

/**
 * What a write in a chat starts from. `audience`: the members who see the chat, the asker among them; of a group its
 * topic, for reading a thousand ids would cost more than the write. `role`: the asker's. `rights`: bits, what members may.
 */
export type ChatContext = ChatPart & MemberPart;
type Place = Pick<ChatContext, 'lastSeq' | 'lastRev' | 'lastAt'>;
type Row = Omit<ChatContext, 'audience'> & { ids: string | null };

export function chatContextStore() {
  const context = prepareSql<Row>(
    sql`select c.kind, m.role, c.rights, c.last_seq as "lastSeq", c.last_rev as "lastRev", c.last_at as "lastAt",
      c.marks, m.list_rev as list, m.delivered_seq as delivered, m.read_seq as "read", m.joined_seq as joined, ${FLAGS} as flags,
      case when c.kind <> 'group' then (select group_concat(o.user_id) from members o
        where o.chat_id = m.chat_id and o.left_at is null and (c.last_seq > 0 or o.list_rev > 0)) end as ids
      from members m join chats c on c.id = m.chat_id
      where m.chat_id = ${p('chatId')} and m.user_id = ${p('userId')} and m.left_at is null
      and (c.last_seq > 0 or m.list_rev > 0)`,
  );
  const everyone = prepareSql<{ ids: string | null }>(
    sql`select group_concat(user_id) as ids from members
      where chat_id = ${p('chatId')} and left_at is null`,
  );
  const advance = prepareSql(
    sql`update chats set last_seq = ${p('lastSeq')}, last_rev = ${p('lastRev')}, last_at = ${p('lastAt')}
      where id = ${p('chatId')}`,
    'kept',
  );
  const setMarks = prepareSql(
    sql`update members set delivered_seq = ${p('delivered')}, read_seq = ${p('read')}
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
    'kept',
  );
  const setOwnMarks = prepareSql(
    sql`update members set delivered_seq = ${p('delivered')}, read_seq = ${p('read')}, list_rev = ${p('list')}
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
    'kept',
  );
  // Two are enough to know, and in an active group they are found among the first rows. Messages from before a member
  // joined do not count as read by them.
  const others = (column: 'delivered_seq' | 'read_seq', least: string) =>
    sql`(select count(*) from (select 1 from members where chat_id = ${p('chatId')} and left_at is null
      and user_id <> ${p('userId')} and request = 0 and ${sql.raw(column)} >= ${p(least)} and ${sql.raw(column)} > joined_seq limit 2))`;
  const upTo = {
    delivered: prepareSql<{ count: number }>(
      sql`select ${others('delivered_seq', 'delivered')} as count`,
    ),
    read: prepareSql<{ count: number }>(sql`select ${others('read_seq', 'read')} as count`),
  };
  const countMarks = prepareSql(
    sql`update chats set marks = ${p('marks')} where id = ${p('chatId')}`,
    'kept',
  );

  function* readContext(userId: string, chatId: string): Tx<ChatContext | undefined> {
    const heads = yield* chatContextCache();
    const known = heads?.find(chatId, userId);
    if (known) return known;
    const row = yield* one(context, { userId, chatId });
    if (!row) return undefined;
    const { ids, ...rest } = row;
    const found = { ...rest, audience: ids?.split(',') ?? { chat: chatId } };
    heads?.keep(chatId, userId, found);
    return found;
  }

  return {
    /** The authorisation of every write: a person who is not in the chat gets no row. */
    context: readContext,
    *audience(userId: string, chatId: string): Tx<Audience | undefined> {
      return (yield* readContext(userId, chatId))?.audience;
    },
    /** All members, those too who do not see the chat yet: the first message shows it to them. */
    *everyone(chatId: string): Tx<string[]> {
      return (yield* one(everyone, { chatId }))?.ids?.split(',') ?? [];
    },
    *advance(chatId: string, to: Place): Tx<void> {
      const { lastSeq, lastRev, lastAt } = to;
      yield* run(advance, { chatId, lastSeq, lastRev, lastAt });
      (yield* chatContextCache())?.advanced(chatId, to);
    },
    *moveMarks(
      chatId: string,
      userId: string,
      to: { delivered: number; read: number; marks: number },
    ): Tx<void> {
      yield* run(setMarks, { chatId, userId, delivered: to.delivered, read: to.read });
      yield* run(countMarks, { chatId, marks: to.marks });
      (yield* chatContextCache())?.moved(chatId, userId, to);
    },
    /** A move that only the person's own devices have to know of: their `list` counts it. */
    *moveOwnMarks(
      chatId: string,
      userId: string,
      to: { delivered: number; read: number; list: number },
    ): Tx<void> {
      yield* run(setOwnMarks, { chatId, userId, ...to });
      (yield* chatContextCache())?.moved(chatId, userId, to);
    },
    /**
     * Returns how many others have come as far: 0, 1, or 2 for any more. Where a value is null the query is not run,
     * and 2 is returned. Where no member has read yet the query reads every member, so it runs only for the receipt
     * that moves.
     */
    *othersUpTo(
      chatId: string,
      userId: string,
      { delivered, read }: { delivered: number | null; read: number | null },
    ): Tx<{ delivered: number; read: number }> {
      const place = { chatId, userId };
      return {
        delivered:
          delivered === null
            ? 2
            : ((yield* one(upTo.delivered, { ...place, delivered }))?.count ?? 0),
        read: read === null ? 2 : ((yield* one(upTo.read, { ...place, read }))?.count ?? 0),
      };
    },
  };
}
