import type { MarkReply, MarksMoved } from '../../protocol/messages.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import type { Batch } from './batch.ts';
import type { Verdict } from './input.ts';
import { ownRead, withUnread } from './merge.ts';

export function applyMarks(batch: Batch, moved: MarksMoved): Verdict {
  const chat = batch.chat(moved.chatId);
  if (!chat) return 'gap';
  if (moved.marks > chat.marks + 1) return 'gap';
  const next = withMark(chat, moved);
  if (moved.marks <= chat.marks) {
    batch.setChat(withUnread(next, chat.unread, batch.me));
    return 'applied';
  }
  const own = moved.userId === batch.me ? moved.unread : undefined;
  batch.setChat(withUnread({ ...next, marks: moved.marks }, own ?? chat.unread, batch.me));
  return 'applied';
}

/**
 * The answer to one's own mark. When it moved nothing its counter belongs to somebody else's move, whose event is still
 * to come; taking the counter would make that event look old.
 */
export function applyOwnMarks(batch: Batch, chatId: string, reply: MarkReply): Verdict {
  const chat = batch.chat(chatId);
  const own = chat?.members.find((member) => member.userId === batch.me);
  const moved = own && (reply.delivered > own.delivered || reply.read > own.read);
  if (chat && !moved) return reply.marks > chat.marks ? 'gap' : 'applied';
  return applyMarks(batch, { ...reply, chatId, userId: batch.me });
}

/** Read on this device: shown at once, told to the server when it can be reached, whose exact count follows. */
export function applyRead(batch: Batch, chatId: string, seq: number): void {
  const chat = batch.chat(chatId);
  if (!chat || seq <= ownRead(chat, batch.me)) return;
  const read = { ...chat, localRead: Math.min(seq, chat.lastSeq) };
  batch.setChat(withUnread(read, chat.unread, batch.me));
}

function withMark(chat: ChatRecord, { userId, delivered, read }: MarksMoved): ChatRecord {
  return {
    ...chat,
    members: chat.members.map((member) =>
      member.userId === userId
        ? {
            ...member,
            delivered: Math.max(member.delivered, delivered),
            read: Math.max(member.read, read),
          }
        : member,
    ),
  };
}
