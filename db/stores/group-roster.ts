import { count, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { NameQuery } from '../../protocol/names.ts';
import { alias, and, oneMore, or, select, updateTable } from '../engine/builder.ts';
import { type Expression, isAmong } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members, users } from '../schema.ts';
import { enteringStore } from './group-entering.ts';
import { MEMBER, type MemberRow, membersWhere } from './member-row.ts';
import { isMember, isOfChat } from './membership.ts';
import { namedParams, nameMatches } from './name-match.ts';

type Page = { userId: string; chatId: string; q: NameQuery; after: string; limit: number };

/** Who is in a group: (`enteringStore`) entering and leaving, roles, pages of members. */
export function rosterStore() {
  return { ...enteringStore(), ...rolesStore(), ...pageStore() };
}

function rolesStore() {
  const inChat = and(isOfChat, isNull(members.leftAt));
  const setRole = prepare(() =>
    updateTable(members)
      .set({ role: p('role'), memberRev: oneMore(members.memberRev) })
      .where(isMember),
  );
  const roleOf = prepare(() =>
    select({ role: members.role })
      .from(members)
      .where(and(isMember, isNull(members.leftAt))),
  );
  const total = prepare(() => select({ count: count() }).from(members).where(inChat));
  const leaders = prepare(() =>
    select({ id: members.userId })
      .from(members)
      .where(and(inChat, inArray(members.role, ['owner', 'admin']))),
  );

  return {
    setRole: (chatId: string, userId: string, role: string) =>
      run(setRole, { chatId, userId, role }),
    *roleOf(chatId: string, userId: string): Tx<string | undefined> {
      return (yield* one(roleOf, { chatId, userId }))?.role;
    },
    *count(chatId: string): Tx<number> {
      return (yield* one(total, { chatId }))?.count ?? 0;
    },
    /** The owner and the admins. */
    *leaders(chatId: string): Tx<string[]> {
      return (yield* all(leaders, { chatId })).map(({ id }) => id);
    },
  };
}

function pageStore() {
  // Owner, admins, others. The place of `after` is known though they have left meanwhile.
  const rank = ({ role }: { role: Expression }) =>
    sql`case ${role} when 'owner' then 0 when 'admin' then 1 else 2 end`;
  const page = prepare(() => {
    const [last, lastUser] = [alias(members, 'last'), alias(users, 'last_user')];
    const place = [rank(members), users.sortKey, users.id] as const;
    const lastPlace = select({ rank: rank(last), sortKey: lastUser.sortKey, id: lastUser.id })
      .from(last)
      .innerJoin(lastUser, eq(lastUser.id, last.userId))
      .where(and(eq(last.chatId, p('chatId')), eq(last.userId, p('after'))));
    return select(MEMBER)
      .from(members)
      .innerJoin(chats, eq(chats.id, members.chatId))
      .innerJoin(users, eq(users.id, members.userId))
      .where(
        and(
          isOfChat,
          isNull(members.leftAt),
          or(eq(p('raw'), ''), nameMatches(users)),
          or(eq(p('after'), ''), sql`(${sql.join([...place], sql`, `)}) > ${lastPlace}`),
        ),
      )
      .orderBy(...place)
      .limit(sql.placeholder('limit'));
  });
  const these = prepare(() => membersWhere(isOfChat, isAmong(members.userId, 'ids')));
  const everIn = prepare(() =>
    select({ id: members.userId })
      .from(members)
      .where(and(isOfChat, isAmong(members.userId, 'ids'))),
  );

  return {
    /** Owner first, then admins, then by name. `q`: empty for all. `after`: the last one of the page before. */
    *page({ q, ...asked }: Page) {
      return (yield* all(page, { ...namedParams(q), ...asked })).map(withoutChat);
    },
    *these(userId: string, chatId: string, ids: readonly string[]) {
      const rows = yield* all(these, { userId, chatId, ids: JSON.stringify(ids) });
      return rows.map(withoutChat);
    },
    /** Returns those of `ids` who are or were members. */
    *everIn(chatId: string, ids: readonly string[]): Tx<string[]> {
      return (yield* all(everIn, { chatId, ids: JSON.stringify(ids) })).map(({ id }) => id);
    },
  };
}

function withoutChat({ chatId: _, ...member }: MemberRow): Omit<MemberRow, 'chatId'> {
  return member;
}
