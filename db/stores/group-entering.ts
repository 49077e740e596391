import {
  count,
  eq,
  exists,
  gt,
  gte,
  type InferSelectModel,
  isNotNull,
  isNull,
  ne,
  not,
  type SQL,
  sql,
} from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import {
  aggregate,
  alias,
  and,
  deleteFrom,
  excluded,
  insertRows,
  named,
  oneMore,
  or,
  rowsOf,
  select,
  updateTable,
} from '../engine/builder.ts';
import { type Expression, flag, isAmong, listOf } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { blocks, chats, joinRequests, members, users } from '../schema.ts';
import { isMember, isOfChat } from './membership.ts';
import { pairKey } from './pair-key.ts';

type Role = InferSelectModel<typeof members>['role'];
type Entrance = { seq: number; role?: string; by?: string; requests?: boolean };

/** Whether a person has a direct chat with the other, and has accepted it if it was a request. */
function hasDirect(personId: Expression, otherId: Expression): SQL {
  const own = alias(members, 'own');
  return exists(
    rowsOf(chats)
      .innerJoin(own, and(eq(own.chatId, chats.id), eq(own.userId, personId)))
      .where(
        and(
          eq(chats.directKey, pairKey(personId, otherId)),
          eq(own.request, 0),
          or(gt(chats.lastSeq, 0), gt(own.memberRev, 0)),
        ),
      ),
  );
}

/** Whether `by` is a contact of the one who is added: each of the ways is one that the latter has taken. */
function isKnownTo(personId: Expression): SQL {
  const [mine, theirs] = [alias(members, 'mine'), alias(members, 'theirs')];
  const sharesGroup = exists(
    rowsOf(mine)
      .innerJoin(
        theirs,
        and(
          eq(theirs.chatId, mine.chatId),
          eq(theirs.userId, personId),
          isNull(theirs.leftAt),
          eq(theirs.added, 0),
        ),
      )
      .innerJoin(chats, and(eq(chats.id, mine.chatId), eq(chats.kind, 'group')))
      .where(and(eq(mine.userId, p('by')), isNull(mine.leftAt))),
  );
  const hasInvited = exists(
    rowsOf(users).where(
      or(
        and(eq(users.id, personId), eq(users.invitedBy, p('by'))),
        and(eq(users.id, p('by')), eq(users.invitedBy, personId)),
      ),
    ),
  );
  return or(hasDirect(personId, p('by')), sharesGroup, hasInvited);
}

/**
 * People who may be added. `closed`: the asker may not add them, because they have blocked the asker or accept only
 * contacts and the asker is none; or no one may, because they have left by themselves and return only by a link.
 * `present`: they are in the group. `full`: they are in as many chats as a person may be.
 */
function candidatesOf() {
  const ids = listOf('ids');
  const hasBlocked = exists(
    rowsOf(blocks).where(and(eq(blocks.userId, users.id), eq(blocks.blockedId, p('userId')))),
  );
  const isUnknown = and(
    eq(users.whoWrites, 'nobody'),
    ne(users.id, p('userId')),
    not(hasDirect(users.id, p('userId'))),
  );
  const was = (...conditions: SQL[]) =>
    exists(rowsOf(members).where(and(isOfChat, eq(members.userId, users.id), ...conditions)));
  const hasLeft = was(isNotNull(members.leftAt), isNull(members.expelledAt));
  const chatsIn = select({ count: count() })
    .from(members)
    .where(and(eq(members.userId, users.id), isNull(members.leftAt)));
  return select({
    id: users.id,
    closed: flag(or(hasBlocked, isUnknown, hasLeft)),
    present: flag(was(isNull(members.leftAt))),
    full: flag(gte(aggregate(chatsIn), LIMITS.chatsIn)),
  })
    .from(ids.rows)
    .innerJoin(users, eq(users.id, ids.value))
    .where(isNull(users.deletedAt));
}

/** Who may be added to a group; entering it and leaving it. */
export function enteringStore() {
  // A person who returns begins like a new member, but their `memberRev` goes on: devices that were away must see that it
  // moved.
  const enter = prepare(() => {
    const ids = listOf('ids');
    const none = sql<null>`null`;
    const isAdded = ne(p('by'), '');
    const isRequest = and(isAdded, eq(p('requests'), 1), not(isKnownTo(ids.value)));
    const entering = select({
      chatId: p<string>('chatId'),
      userId: ids.value,
      role: p<Role>('role'),
      deliveredSeq: p<number>('seq'),
      readSeq: p<number>('seq'),
      joinedSeq: p<number>('seq'),
      mutedUntil: none,
      pinnedAt: none,
      archivedAt: none,
      leftAt: none,
      memberRev: sql<number>`1`,
      clearedSeq: sql<number>`0`,
      unreadMark: sql<number>`0`,
      draft: none,
      request: flag(isRequest),
      removedSeq: none,
      expelledAt: none,
      added: flag(isAdded),
      played: none,
    })
      .from(ids.rows)
      .where(sql`true`);
    return insertRows(members, entering)
      .onConflictDoUpdate({
        target: [members.chatId, members.userId],
        set: {
          role: excluded(members.role),
          deliveredSeq: excluded(members.deliveredSeq),
          readSeq: excluded(members.readSeq),
          joinedSeq: excluded(members.joinedSeq),
          mutedUntil: null,
          pinnedAt: null,
          archivedAt: null,
          leftAt: null,
          memberRev: oneMore(members.memberRev),
          unreadMark: 0,
          draft: null,
          request: excluded(members.request),
          removedSeq: null,
          expelledAt: null,
          added: excluded(members.added),
        },
        setWhere: isNotNull(members.leftAt),
      })
      .returning(named({ id: members.userId }));
  });
  const leave = prepare(() =>
    updateTable(members)
      .set({ leftAt: p('at'), expelledAt: p('expelledAt'), memberRev: oneMore(members.memberRev) })
      .where(and(isMember, isNull(members.leftAt)))
      .returning(named({ memberRev: members.memberRev })),
  );
  const forgetRequests = prepare(() =>
    deleteFrom(joinRequests).where(
      and(eq(joinRequests.chatId, p('chatId')), isAmong(joinRequests.userId, 'ids')),
    ),
  );
  const candidates = prepare(candidatesOf);

  return {
    /**
     * Adds those of `ids` who are not in the group, and returns them. They begin behind message `seq`. `by`: the member
     * who adds them, '' when they come themselves. For a person who does not have that member as a contact, the group
     * is a request.
     */
    *enter(chatId: string, ids: readonly string[], entrance: Entrance) {
      const { seq, role = 'member', by = '', requests = false } = entrance;
      const asked = { chatId, ids: JSON.stringify(ids), seq, role, by, requests: Number(requests) };
      const entered = yield* all(enter, asked);
      yield* run(forgetRequests, { chatId, ids: JSON.stringify(ids) });
      return entered.map(({ id }) => id);
    },
    /**
     * Returns their `memberRev` afterwards; undefined when they were not in the group. `expelled`: another member removed
     * them.
     */
    *leave(chatId: string, userId: string, at: number, expelled: boolean): Tx<number | undefined> {
      const expelledAt = expelled ? at : null;
      return (yield* one(leave, { chatId, userId, at, expelledAt }))?.memberRev;
    },
    /** Accounts that exist, of `ids`. */
    candidates: (userId: string, chatId: string, ids: readonly string[]) =>
      all(candidates, { userId, chatId, ids: JSON.stringify(ids) }),
  };
}
