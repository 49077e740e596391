import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Audience, ChatContext } from '../../db/stores/chat-context.ts';
import type { ReceiptBody, ReceiptReply, ReceiptsMoved } from '../../protocol/messages.ts';
import {
  acceptRequest,
  afterRead,
  type Effects,
  isSecret,
  NO_EFFECTS,
} from '../chats/settings-effects.ts';
import { unreadOf } from '../chats/views.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { contextOf } from './access.ts';
import { createGather } from './gather.ts';
import type { ReceiptLog } from './receipt-log.ts';

/** Where the receipts of one person in one chat are to stand after the writer's next batch. */
type Target = { delivered: number; read: number; countUnread: boolean };
type Waiting = { target: Target; done: Promise<Moved> };
/** Which counter stands where after a movement, and who hears of it. */
type Counted = { receiptRev: number; memberRev?: number; audience: Audience };
type Moved = {
  reply: ReceiptReply;
  moved: 'none' | 'delivered' | 'read';
  audience: Audience;
  from: ChatContext;
  /** What is announced before the move: a device that sends a receipt accepts a pending request. */
  answered: Effects;
  /** Further changes that only the person's own devices hear. */
  own: Change[];
};

export function createReceipts({ db, clock }: Pick<Deps, 'db' | 'clock'>, log: ReceiptLog) {
  const waiting = new Map<string, Waiting>();
  const gather = createGather(() => clock.now());

  function* move(userId: string, chatId: string, target: Target): Tx<Moved> {
    const asked = yield* db.chats.context(userId, chatId);
    if (!asked) throw new ApiError('not_found');
    // In a group a receipt accepts nothing: only writing, reacting or accepting shows that the person is there by
    // choice.
    const answered =
      asked.kind === 'group' ? NO_EFFECTS : yield* acceptRequest(db, userId, chatId, asked);
    const context = answered === NO_EFFECTS ? asked : yield* contextOf(db, userId, chatId);
    const { lastSeq, lastRev, audience } = context;
    // Never back, never beyond the end, and what is read has arrived.
    const read = Math.max(context.read, Math.min(target.read, lastSeq));
    const delivered = Math.max(context.delivered, Math.min(target.delivered, lastSeq), read);
    const moved =
      read > context.read ? 'read' : delivered > context.delivered ? 'delivered' : 'none';
    const counted: Counted =
      moved === 'none'
        ? { receiptRev: context.receiptRev, audience }
        : yield* count(userId, chatId, context, { delivered, read });
    const reply: ReceiptReply = {
      delivered,
      read,
      receiptRev: counted.receiptRev,
      memberRev: counted.memberRev,
    };
    const counts = target.countUnread && ('chat' in audience || audience.length > 1);
    if (counts) {
      reply.unread = yield* unreadOf(db, userId, { id: chatId, read, lastSeq });
      reply.unreadAt = lastRev;
    }
    const own = target.countUnread ? yield* afterRead(db, userId, chatId, context) : [];
    return { reply, moved, audience: counted.audience, answered, own, from: context };
  }

  /**
   * In a group the others hear of a receipt only when it raises `Chat.othersReceipts` for one of them: as long as fewer than
   * two others have come that far. Otherwise a thousand members would send a million events for each message.
   */
  function* count(
    userId: string,
    chatId: string,
    context: ChatContext,
    to: { delivered: number; read: number },
  ): Tx<Counted> {
    const receiptRev = context.receiptRev + 1;
    const ahead =
      context.kind === 'group'
        ? yield* db.chats.othersUpTo(chatId, userId, {
            delivered: to.delivered > context.delivered ? to.delivered : null,
            read: to.read > context.read ? to.read : null,
          })
        : { delivered: 0, read: 0 };
    const raises =
      !isSecret(context.flags) &&
      ((to.delivered > context.delivered && ahead.delivered < 2) ||
        (to.read > context.read && ahead.read < 2));
    if (raises) {
      yield* db.chats.moveReceipts(chatId, userId, { ...to, receiptRev });
      return { receiptRev, audience: context.audience };
    }
    const memberRev = context.memberRev + 1;
    yield* db.chats.moveOwnReceipts(chatId, userId, { ...to, memberRev });
    return { receiptRev: context.receiptRev, memberRev, audience: [userId] };
  }

  /** A movement of its own, which those that come before it has run join. */
  async function begin(key: string, ctx: Ctx, chatId: string, to: Target): Promise<Moved> {
    const target = { ...to };
    const close = (): void => {
      if (waiting.get(key)?.target === target) waiting.delete(key);
    };
    const start = (): Promise<Moved> =>
      db.write(() => {
        close();
        return move(ctx.userId, chatId, target);
      }, chatId);
    const done = gather.run(chatId, target, start);
    waiting.set(key, { target, done });
    try {
      return await done;
    } catch (error) {
      // Refused before it ran.
      close();
      throw error;
    }
  }

  /** Receipts of one person and chat that arrive in one turn are one move; the first request announces it. */
  async function moveReceipts(
    ctx: Ctx,
    chatId: string,
    to: Target,
  ): Promise<Outcome<ReceiptReply>> {
    const { userId } = ctx;
    const key = `${chatId}${userId}`;
    const open = waiting.get(key);
    if (open) {
      const { target, done } = open;
      target.delivered = Math.max(target.delivered, to.delivered);
      target.read = Math.max(target.read, to.read);
      target.countUnread ||= to.countUnread;
      return { reply: (await done).reply, changes: [] };
    }
    const { reply, moved, audience, answered, own, from } = await begin(key, ctx, chatId, to);
    if (moved === 'none')
      return { reply, changes: [...answered.changes, ...own], ties: answered.ties };
    const now = clock.now();
    if (from.kind === 'group') gather.countSent(chatId);
    // The saved messages have no other reader, so nothing is logged.
    if (from.kind !== 'self') log.noteReceipts(userId, chatId, from, reply, now);
    void log.tidyNow(now);
    const changes = announce(userId, chatId, reply, audience, from);
    return { reply, changes: [...answered.changes, ...changes, ...own], ties: answered.ties };
  }

  return {
    delivered: (ctx: Ctx, { chatId, seq }: ReceiptBody): Promise<Outcome<ReceiptReply>> =>
      moveReceipts(ctx, chatId, { delivered: seq, read: 0, countUnread: false }),
    async read(ctx: Ctx, { chatId, seq }: ReceiptBody): Promise<Outcome<ReceiptReply>> {
      const done = await moveReceipts(ctx, chatId, {
        delivered: seq,
        read: seq,
        countUnread: true,
      });
      return { ...done, reply: { ...done.reply, unread: done.reply.unread ?? 0 } };
    },
  };
}

/**
 * How much a person has yet to read is private: only that person's devices hear `unread`, and they hear it first.
 * Messages from before a member joined do not count as read by them, although their watermark stands behind those.
 */
function announce(
  userId: string,
  chatId: string,
  { unread, unreadAt, ...receipt }: ReceiptReply,
  audience: Audience,
  { joined }: Pick<ChatContext, 'joined'>,
): Change[] {
  const since = (seq: number): number => (seq > joined ? seq : 0);
  const { delivered, read } = receipt;
  const shown = { ...receipt, delivered: since(delivered), read: since(read) };
  const body: ReceiptsMoved = { chatId, userId, ...shown };
  const event = { type: 'receipts.moved', body } as const;
  if (unread === undefined) return [{ to: audience, event, exceptSender: true }];
  const toOneself: ReceiptsMoved = { chatId, userId, ...receipt, unread, unreadAt };
  const own = { type: 'receipts.moved', body: toOneself } as const;
  const toOwn = { to: [userId], event: own, exceptSender: true };
  if ('chat' in audience) return [toOwn, { to: audience, event, exceptSender: true }];
  const others = audience.filter((id) => id !== userId);
  return others.length > 0 ? [{ to: others, event }, toOwn] : [toOwn];
}
