import { desc, eq, exists, gt, isNull, ne, not, type SQL, sql } from 'drizzle-orm';
import {
  alias,
  and,
  coalesce,
  deleteFrom,
  insertRows,
  or,
  rowsOf,
  select,
} from '../engine/builder.ts';
import { type Expression, listOf } from '../engine/dialect.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { blocks, chats, members, users } from '../schema.ts';
import { pairKey } from './pair-key.ts';

const me = alias(users, 'me');
const [mine, theirs] = [alias(members, 'mine'), alias(members, 'theirs')];
const group = alias(chats, 'grp');
const [inGroupTheirs, inGroupMine] = [alias(members, 'group_theirs'), alias(members, 'group_mine')];

/** Who has blocked whom, and who may see whose presence. */
export function blocksStore() {
  const ofMine = eq(blocks.userId, p('userId'));
  // The receipts of the direct chat as they stand now: the blocked person sees them there from now on.
  const receiptNow = (seq: Expression) =>
    sql<number>`coalesce(max(case when ${eq(members.request, 0)} then ${seq} else 0 end), 0)`;
  const block = prepare(() =>
    insertRows(
      blocks,
      select({
        userId: p<string>('userId'),
        blockedId: p<string>('otherId'),
        createdAt: p<number>('now'),
        deliveredSeq: receiptNow(members.deliveredSeq),
        readSeq: receiptNow(members.readSeq),
      })
        .from(members)
        .where(and(eq(members.chatId, p('chatId')), eq(members.userId, p('userId')))),
    ).onConflictDoNothing(),
  );
  const unblock = prepare(() =>
    deleteFrom(blocks).where(and(ofMine, eq(blocks.blockedId, p('otherId')))),
  );
  const blocked = prepare(() =>
    select({ id: blocks.blockedId })
      .from(blocks)
      .where(ofMine)
      .orderBy(desc(blocks.createdAt), blocks.blockedId),
  );
  const hasBlocked = (one: Expression, other: Expression) =>
    exists(rowsOf(blocks).where(and(eq(blocks.userId, one), eq(blocks.blockedId, other))));
  const isBlocked = or(hasBlocked(users.id, p('userId')), hasBlocked(p('userId'), users.id));
  /** Whether the setting of one of the two lets the other see: `own` is their member row of their direct chat. */
  const lets = (
    setting: typeof users.lastSeen | typeof me.lastSeen,
    own: typeof mine | typeof theirs,
  ): SQL =>
    or(
      eq(setting, 'everyone'),
      and(eq(setting, 'contacts'), gt(chats.lastSeq, 0), eq(own.request, 0)),
    );
  /** `own`: the member row, in a group of both, of the person who is seen; `direct`: in the direct chat. */
  const seeing = (
    own: typeof inGroupMine | typeof inGroupTheirs,
    direct: typeof mine | typeof theirs,
  ) => {
    const ids = listOf('ids');
    const shareGroup = exists(
      rowsOf(inGroupTheirs)
        .innerJoin(group, and(eq(group.id, inGroupTheirs.chatId), eq(group.kind, 'group')))
        .innerJoin(
          inGroupMine,
          and(eq(inGroupMine.chatId, inGroupTheirs.chatId), eq(inGroupMine.userId, me.id)),
        )
        .where(
          and(
            eq(inGroupTheirs.userId, users.id),
            isNull(inGroupTheirs.leftAt),
            isNull(inGroupMine.leftAt),
            eq(own.added, 0),
          ),
        ),
    );
    return select({ id: users.id })
      .from(ids.rows)
      .crossJoin(users)
      .innerJoin(me, eq(me.id, p('userId')))
      .leftJoin(chats, eq(chats.directKey, pairKey(users.id, me.id)))
      .leftJoin(theirs, and(eq(theirs.chatId, chats.id), eq(theirs.userId, users.id)))
      .leftJoin(mine, and(eq(mine.chatId, chats.id), eq(mine.userId, me.id)))
      .where(
        and(
          eq(users.id, ids.value),
          ne(users.id, me.id),
          not(isBlocked),
          or(gt(chats.lastSeq, 0), and(gt(mine.memberRev, 0), gt(theirs.memberRev, 0)), shareGroup),
          lets(users.lastSeen, theirs),
          lets(me.lastSeen, mine),
          eq(coalesce(direct.request, 0), 0),
        ),
      );
  };
  const seen = prepare(() => seeing(inGroupTheirs, theirs));
  const seers = prepare(() => seeing(inGroupMine, mine));
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

  return {
    /** false: it was so already. `chatId`: the direct chat of both, '' when they have none. */
    *block(userId: string, otherId: string, chatId: string, now: number): Tx<boolean> {
      return (yield* run(block, { userId, otherId, chatId, now })) > 0;
    },
    *unblock(userId: string, otherId: string): Tx<boolean> {
      return (yield* run(unblock, { userId, otherId })) > 0;
    },
    *count(userId: string): Tx<number> {
      return (yield* all(blocked, { userId })).length;
    },
    /** Newest first. */
    *of(userId: string): Tx<string[]> {
      return idsOf(yield* all(blocked, { userId }));
    },
    /**
     * Returns those of `ids` whose presence the person may see: they share a chat, neither has blocked the other, the
     * settings of both allow it (a person who hides does not see others), and no request of the person waits for their
     * answer.
     */
    *seen(userId: string, ids: readonly string[]): Tx<string[]> {
      return idsOf(yield* all(seen, { userId, ids: JSON.stringify(ids) }));
    },
    /** Returns those of `ids` who may see the person's presence. */
    *seers(userId: string, ids: readonly string[]): Tx<string[]> {
      return idsOf(yield* all(seers, { userId, ids: JSON.stringify(ids) }));
    },
  };
}
