import type { ReceiptReply, ReceiptsMoved } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import { isCounted } from '../../protocol/rules/messages.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { callOf } from './addressed.ts';
import type { Batch } from './batch.ts';
import type { Verdict } from './input.ts';
import { ownReadSeq, withUnread } from './merge.ts';

export function applyReceipts(batch: Batch, moved: ReceiptsMoved): Verdict {
  const chat = batch.chat(moved.chatId);
  if (!chat) return 'gap';
  // Only the person's own devices hear this event: their `list` counts it, and `marks` counts the moves of others.
  const counter = moved.list === undefined ? 'marks' : 'list';
  const turn = moved.list ?? moved.marks;
  // Which messages are unread depends on the person's own receipt, and was counted when the chat stood at `unreadAt`.
  const { unreadAt = chat.rev } = moved;
  const early = turn > chat[counter] && unreadAt > chat.rev;
  if (early || turn > chat[counter] + 1) return 'gap';
  const next = withMark(chat, moved, batch.me);
  if (turn <= chat[counter]) {
    batch.setChat(withUnread(next, chat.unread, batch.me));
    return 'applied';
  }
  const late = unreadAt < chat.rev;
  const own = moved.userId === batch.me && !late ? moved.unread : undefined;
  const told = withUnread({ ...next, [counter]: turn }, own ?? chat.unread, batch.me);
  // The receipt does not say how many of the messages that are still unread mention this person.
  const unsure = late || (own !== undefined && told.mentions > 0);
  batch.setChat(unsure ? { ...told, unsure } : told);
  return 'applied';
}

/**
 * Applies the reply to the person's own receipt. When the receipt moved nothing, the counter in the reply belongs to
 * another member's move, whose event is still to come; taking the counter would make that event look old.
 */
export function applyOwnReceipts(batch: Batch, chatId: string, reply: ReceiptReply): Verdict {
  const chat = batch.chat(chatId);
  const own = chat?.members.find((member) => member.userId === batch.me);
  const moved = own && (reply.delivered > own.delivered || reply.read > own.read);
  if (chat && !moved) {
    const ahead = reply.list === undefined ? reply.marks > chat.marks : reply.list > chat.list;
    return ahead ? 'gap' : 'applied';
  }
  return applyReceipts(batch, { ...reply, chatId, userId: batch.me });
}

/**
 * Records what was read on this device. It is shown at once; the server is told when it can be reached, and its exact
 * count follows.
 */
export function applyRead(batch: Batch, chatId: string, seq: number): void {
  const chat = batch.chat(chatId);
  if (!chat || seq <= ownReadSeq(chat, batch.me)) return;
  const localRead = Math.min(seq, chat.lastSeq);
  let { mentions } = chat;
  for (let at = ownReadSeq(chat, batch.me) + 1; at <= localRead; at++) {
    const message = batch.held(chatId, at);
    if (!message || !isCounted(message, batch.me) || isHidden(chat.own, at)) continue;
    mentions -= callOf(batch, message) ?? 0;
  }
  const read = { ...chat, localRead, mentions: Math.max(0, mentions) };
  batch.setChat(withUnread(read, chat.unread, batch.me));
}

/** The receipt was on its way while its member left. The snapshot of a large group lists only a few members. */
function isOut({ members, memberCount }: ChatRecord, userId: string): boolean {
  return members.length === memberCount && !members.some((member) => member.userId === userId);
}

function withMark(chat: ChatRecord, moved: ReceiptsMoved, me: string): ChatRecord {
  const { userId, delivered, read } = moved;
  const further = <M extends { delivered: number; read: number }>(mark: M): M => ({
    ...mark,
    delivered: Math.max(mark.delivered, delivered),
    read: Math.max(mark.read, read),
  });
  return {
    ...chat,
    reached: userId === me || isOut(chat, userId) ? chat.reached : further(chat.reached),
    members: chat.members.map((member) => (member.userId === userId ? further(member) : member)),
  };
}
