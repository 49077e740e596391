import { sql } from 'drizzle-orm';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { END_WITH_LINKS } from './invites.ts';
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from './messages-row.ts';

/** The end of a group: all members are removed, and its messages are deleted afterwards, slice by slice. */
export function groupEndStore() {
  // The member rows stay: a device that was away learns by `list` that the chat is gone, and no member returns by an
  // old link.
  const dismiss = prepareSql<{ id: string; list: number }>(
    sql`update members set left_at = ${p('at')}, expelled_at = ${p('at')}, list_rev = list_rev + 1, draft = null
      where chat_id = ${p('chatId')} and left_at is null returning user_id as id, list_rev as list`,
  );
  // A group without a title is one that was deleted. Its owner has deleted it, so the owner gets no reason.
  const takenFrom = prepareSql<{ chatId: string; why: 'deleted' | 'removed' }>(
    sql`select m.chat_id as "chatId", case when c.title = '' then 'deleted' else 'removed' end as why
      from json_each(${p('ids')}) j cross join members m on m.chat_id = j.value
      cross join chats c on c.id = m.chat_id
      where m.user_id = ${p('userId')} and m.left_at is not null and m.expelled_at is not null
        and c.kind = 'group' and (c.title <> '' or m.role <> 'owner')`,
  );
  const closes = [
    sql`update group_invites set revoked_at = ${p('at')}
      where chat_id = ${p('chatId')} and revoked_at is null`,
    END_WITH_LINKS,
    sql`delete from join_requests where chat_id = ${p('chatId')} and ${p('at')} is not null`,
    sql`update chats set title = '', about = '' where id = ${p('chatId')} and ${p('at')} is not null`,
  ].map((statement) => prepareSql(statement));
  const said = prepareSql<MessageRow>(
    sql`select ${MESSAGE_COLUMNS} from messages m where m.chat_id = ${p('chatId')}
      and m.seq > ${p('after')} and m.deleted_at is null order by m.seq limit ${p('limit')}`,
  );
  const forgets = ['hidden', 'mentions', 'mark_log', 'reactions'].map((table) =>
    prepareSql(sql`delete from ${sql.raw(table)} where chat_id = ${p('chatId')}`),
  );

  return {
    /** Who was in it, each with their own `list` after it. */
    *dismiss(chatId: string, at: number): Tx<{ id: string; list: number }[]> {
      const out = yield* all(dismiss, { chatId, at });
      for (const close of closes) yield* run(close, { chatId, at, now: at });
      return out;
    },
    /**
     * Returns which of these groups the person was removed from or lost because the group was deleted, and which of the
     * two.
     */
    takenFrom: (userId: string, ids: readonly string[]) =>
      all(takenFrom, { userId, ids: JSON.stringify(ids) }),
    /** The rest of the messages after a given one, system messages too. */
    *said(chatId: string, after: number, limit: number) {
      return (yield* all(said, { chatId, after, limit })).map(toMessage);
    },
    /** What people had beside the messages. */
    *forgetMarks(chatId: string): Tx<void> {
      for (const forget of forgets) yield* run(forget, { chatId });
    },
  };
}
