import { sql } from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** How far one member has come with one message, and when; `at` is null when the log no longer tells. */
export type Receipt = {
  userId: string;
  delivered: number;
  read: number;
  deliveredAt: number | null;
  readAt: number | null;
};

const DELIVERED = 0;
const READ = 1;

/** When watermarks passed. A row each movement, not each message: "when" of a message is the first that reached it. */
export function receiptLogStore() {
  const log = prepareSql(
    sql`insert into mark_log (chat_id, user_id, kind, seq, at)
      values (${p('chatId')}, ${p('userId')}, ${p('kind')}, ${p('seq')}, ${p('at')}) on conflict do nothing`,
    'kept',
  );
  const passed = (kind: number) => sql`(select l.at from mark_log l where l.chat_id = m.chat_id
    and l.user_id = m.user_id and l.kind = ${sql.raw(String(kind))} and l.seq >= ${p('seq')}
    order by l.seq limit 1)`;
  const receipts = prepareSql<Receipt>(
    sql`select m.user_id as "userId",
      m.request = 0 and coalesce(b.delivered_seq, m.delivered_seq) >= ${p('seq')} as delivered,
      m.request = 0 and coalesce(b.read_seq, m.read_seq) >= ${p('seq')} as "read",
      ${passed(DELIVERED)} as "deliveredAt", ${passed(READ)} as "readAt"
      from members m join chats c on c.id = m.chat_id
      left join blocks b on c.kind = 'direct' and b.user_id = m.user_id and b.blocked_id = ${p('exceptId')}
      where m.chat_id = ${p('chatId')} and m.user_id <> ${p('exceptId')} and m.left_at is null
      and m.joined_seq < ${p('seq')} limit ${LIMITS.infoPeople}`,
  );
  const prune = prepareSql(
    sql`delete from mark_log where (chat_id, user_id, kind, seq) in
      (select chat_id, user_id, kind, seq from mark_log where at < ${p('before')} limit ${p('limit')})`,
    'kept',
  );

  return {
    *logMarks(
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
