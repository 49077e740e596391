import type { ReceiptReply, ReceiptsMoved } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import { isCounted } from '../../protocol/rules/messages.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { countMention } from './apply-messages.ts';
import type { Batch } from './batch.ts';
import type { Verdict } from './input.ts';
import { ownReadSeq, withUnread } from './merge.ts';

export function applyReceipts(batch: Batch, moved: ReceiptsMoved): Verdict {
  const chat = batch.findChat(moved.chatId);
  if (!chat) return 'gap';
  // Only the person's own devices hear this event: their `memberRev` counts it, and `receiptRev` counts the moves of others.
  const counter = moved.memberRev === undefined ? 'receiptRev' : 'memberRev';
  const turn = moved.memberRev ?? moved.receiptRev;
  if (turn > chat[counter] + 1) return 'gap';
  const next = withReceipt(chat, moved, batch.me);
  if (turn <= chat[counter]) {
    batch.setChat(withUnread(next, chat.unread, batch.me));
    return 'applied';
  }
  // What is unread was counted when the chat stood at `unreadAt`.
  const isExact = (moved.unreadAt ?? chat.rev) === chat.rev;
  const own = moved.userId === batch.me && isExact ? moved.unread : undefined;
  const marked = withUnread({ ...next, [counter]: turn }, own ?? chat.unread, batch.me);
  // The receipt does not say how many of the messages that are still unread mention this person.
  const needsRefresh = !isExact || (own !== undefined && marked.mentions > 0);
  batch.setChat(needsRefresh ? { ...marked, needsRefresh } : marked);
  return 'applied';
}

/**
 * Applies the reply to the person's own receipt. When the receipt moved nothing, the counter in the reply belongs to
 * another member's move, whose event is still to come; taking the counter would make that event look old.
 */
export function applyOwnReceipts(batch: Batch, chatId: string, reply: ReceiptReply): Verdict {
  const chat = batch.findChat(chatId);
  const own = chat?.members.find((member) => member.userId === batch.me);
  const moved = own && (reply.delivered > own.delivered || reply.read > own.read);
  if (chat && !moved) {
    const ahead =
      reply.memberRev === undefined
        ? reply.receiptRev > chat.receiptRev
        : reply.memberRev > chat.memberRev;
    return ahead ? 'gap' : 'applied';
  }
  return applyReceipts(batch, { ...reply, chatId, userId: batch.me });
}

/**
 * Records what was read on this device. It is shown at once; the server is told when it can be reached, and its exact
 * count follows.
 */
export function applyRead(batch: Batch, chatId: string, seq: number): void {
  const chat = batch.findChat(chatId);
  if (!chat || seq <= ownReadSeq(chat, batch.me)) return;
  const localRead = Math.min(seq, chat.lastSeq);
  let { mentions } = chat;
  for (let at = ownReadSeq(chat, batch.me) + 1; at <= localRead; at++) {
    const message = batch.findMessage(chatId, at);
    if (!message || !isCounted(message, batch.me) || isHidden(chat.settings, at)) continue;
    mentions -= countMention(batch, message) ?? 0;
  }
  const read = { ...chat, localRead, mentions: Math.max(0, mentions) };
  batch.setChat(withUnread(read, chat.unread, batch.me));
}

/** The receipt was on its way while its member left. The snapshot of a large group lists only a few members. */
function isOutside({ members, memberCount }: ChatRecord, userId: string): boolean {
  return members.length === memberCount && !members.some((member) => member.userId === userId);
}

function withReceipt(chat: ChatRecord, moved: ReceiptsMoved, me: string): ChatRecord {
  const { userId, delivered, read } = moved;
  const raise = <M extends { delivered: number; read: number }>(held: M): M => ({
    ...held,
    delivered: Math.max(held.delivered, delivered),
    read: Math.max(held.read, read),
  });
  return {
    ...chat,
    othersReceipts:
      userId === me || isOutside(chat, userId) ? chat.othersReceipts : raise(chat.othersReceipts),
    members: chat.members.map((member) => (member.userId === userId ? raise(member) : member)),
  };
}
