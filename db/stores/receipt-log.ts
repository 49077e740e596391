import { eq, gte, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import {
  and,
  coalesce,
  deleteFrom,
  insertInto,
  paramsOf,
  scalar,
  select,
} from '../engine/builder.ts';
import { flag } from '../engine/dialect.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { blocks, chats, members, receiptLog } from '../schema.ts';

const DELIVERED = 0;
const READ = 1;

/** How far each other member has come with one message, and when; a time is null when the log no longer tells. */
function receiptsOf() {
  const passed = (kind: number) =>
    scalar(
      select({ at: receiptLog.at })
        .from(receiptLog)
        .where(
          and(
            eq(receiptLog.chatId, members.chatId),
            eq(receiptLog.userId, members.userId),
            eq(receiptLog.kind, kind),
            gte(receiptLog.seq, p('seq')),
          ),
        )
        .orderBy(receiptLog.seq)
        .limit(1),
    );
  const hasReached = (seq: 'deliveredSeq' | 'readSeq') =>
    flag(and(eq(members.request, 0), gte(coalesce(blocks[seq], members[seq]), p('seq'))));
  return select({
    userId: members.userId,
    delivered: hasReached('deliveredSeq'),
    read: hasReached('readSeq'),
    deliveredAt: passed(DELIVERED),
    readAt: passed(READ),
  })
    .from(members)
    .innerJoin(chats, eq(chats.id, members.chatId))
    .leftJoin(
      blocks,
      and(
        eq(chats.kind, 'direct'),
        eq(blocks.userId, members.userId),
        eq(blocks.blockedId, p('exceptId')),
      ),
    )
    .where(
      and(
        eq(members.chatId, p('chatId')),
        ne(members.userId, p('exceptId')),
        isNull(members.leftAt),
        lt(members.joinedSeq, p('seq')),
      ),
    )
    .limit(LIMITS.infoPeople);
}
export type Receipt = ReturnType<typeof receiptsOf>['_']['result'][number];

/** When watermarks passed. A row each movement, not each message: "when" of a message is the first that reached it. */
export function receiptLogStore() {
  const log = prepare(
    () => insertInto(receiptLog).values(paramsOf(receiptLog)).onConflictDoNothing(),
    'kept',
  );
  const receipts = prepare(receiptsOf);
  const prune = prepare(() => {
    const oldest = select({
      chatId: receiptLog.chatId,
      userId: receiptLog.userId,
      kind: receiptLog.kind,
      seq: receiptLog.seq,
    })
      .from(receiptLog)
      .where(lt(receiptLog.at, p('before')))
      .limit(sql.placeholder('limit'));
    const row = sql`(${receiptLog.chatId}, ${receiptLog.userId}, ${receiptLog.kind}, ${receiptLog.seq})`;
    return deleteFrom(receiptLog).where(inArray(row, oldest));
  }, 'kept');

  return {
    *logReceipts(
      chatId: string,
      userId: string,
      to: { delivered?: number; read?: number; at: number },
    ): Tx<void> {
      const { at } = to;
      if (to.delivered !== undefined)
        yield* run(log, { chatId, userId, kind: DELIVERED, seq: to.delivered, at });
      if (to.read !== undefined) yield* run(log, { chatId, userId, kind: READ, seq: to.read, at });
    },
    /**
     * Returns the receipts of all members but `exceptId` who were there when the message was sent, as far as `exceptId`
     * may know them.
     */
    receipts: (chatId: string, seq: number, exceptId: string) =>
      all(receipts, { chatId, seq, exceptId }),
    /** Returns how many rows it removed: fewer than `limit` when it is done. */
    prune: (before: number, limit: number) => run(prune, { before, limit }),
  };
}
