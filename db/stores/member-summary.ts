import { count, desc, eq, sql } from 'drizzle-orm';
import { select } from '../engine/builder.ts';
import { isAmong } from '../engine/dialect.ts';
import { all } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { members } from '../schema.ts';
import { membersWhere } from './member-row.ts';

/**
 * The members of one chat, as one of them sees it: how many there are. `delivered`, `read`: how far any of the others
 * has come.
 */
function summariesOf() {
  const member = membersWhere(isAmong(members.chatId, 'ids')).as('member');
  const farthest = (seq: typeof member.delivered | typeof member.read) =>
    sql<number>`max(case when ${eq(member.userId, p('userId'))} then 0 else ${seq} end)`;
  return select({
    chatId: member.chatId,
    count: count(),
    delivered: farthest(member.delivered),
    read: farthest(member.read),
  })
    .from(member)
    .groupBy(member.chatId);
}
export type MemberSummary = ReturnType<typeof summariesOf>['_']['result'][number];

/** Who is in chats, as one of them sees it. */
export function memberSummaryStore() {
  const membersIn = prepare(() => membersWhere(isAmong(members.chatId, 'ids')));
  const leading = prepare(() =>
    membersWhere(eq(members.chatId, p('chatId')))
      .orderBy(
        desc(eq(members.userId, p('userId'))),
        desc(eq(members.role, 'owner')),
        desc(eq(members.role, 'admin')),
        members.userId,
      )
      .limit(sql.placeholder('limit')),
  );
  const summaries = prepare(summariesOf);

  return {
    membersOf: (userId: string, chatIds: readonly string[]) =>
      all(membersIn, { userId, ids: JSON.stringify(chatIds) }),
    /** The asker, the owner, the admins, then others: as many as `limit`. */
    listLeading: (userId: string, chatId: string, limit: number) =>
      all(leading, { userId, chatId, limit }),
    listSummaries: (userId: string, chatIds: readonly string[]) =>
      all(summaries, { userId, ids: JSON.stringify(chatIds) }),
  };
}
