import type { Tx } from '../../db/engine/engine.ts';
import type { Receipt } from '../../db/stores/receipt-log.ts';
import type { InfoReply } from '../../protocol/messages.ts';
import type { UpBody } from '../../protocol/up.ts';
import { userOf } from '../auth/views.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { findLiving, type MessagePosition } from './access.ts';
import type { ReceiptLog } from './receipt-log.ts';

export function createInfo({ db }: Pick<Deps, 'db'>, log: ReceiptLog) {
  /** Only the sender may know who has read the message; all members see who reacted to it. */
  function* info(place: MessagePosition): Tx<InfoReply> {
    const { userId, chatId, seq } = place;
    const { message } = yield* findLiving(db, place);
    const own = message.senderId === userId && message.kind === 'text';
    const people = own ? (yield* db.messages.receipts(chatId, seq, userId)).map(toPerson) : [];
    const reactions = message.reactions ? yield* db.messages.reactors(chatId, seq) : [];
    const ids = new Set([...people, ...reactions].map((one) => one.userId));
    const users = yield* db.users.byIds([...ids]);
    return { people, reactions, users: users.map(userOf) };
  }

  return async (ctx: Ctx, { chatId, seq }: UpBody<'message.info'>): Promise<Outcome<InfoReply>> => {
    await log.flush();
    return { reply: await db.read(info({ userId: ctx.userId, chatId, seq })), changes: [] };
  };
}

/** The receipt log is kept for a week. Of older receipts only the watermark is known, so their time is 0. */
function toPerson({ userId, delivered, deliveredAt, read, readAt }: Receipt) {
  return {
    userId,
    deliveredAt: delivered ? (deliveredAt ?? 0) : null,
    readAt: read ? (readAt ?? 0) : null,
  };
}
