import type { Message } from '../../../../protocol/messages.ts';
import type { RealServer } from './real-server.ts';

type Frame = {
  id?: number;
  type?: string;
  chat?: string;
  body?: Record<string, unknown>;
};

/**
 * Checks every frame that leaves the server: no person may be told of a chat that they are not in. An event counts by
 * who was in at its announcement; a reply may be older than a removal, so in it nothing may stand that came after.
 */
export function guard(server: RealServer): void {
  const out = new Map<string, Set<string>>();
  server.watch = ({ topic }) => {
    if (!topic) return;
    const gone = out.get(topic.chat) ?? new Set();
    out.set(topic.chat, gone);
    for (const userId of topic.leave ?? []) gone.add(userId);
    for (const userId of topic.enter ?? []) gone.delete(userId);
  };
  server.heard = (userId, raw) => {
    const frame = raw as Frame;
    const live = frame.type !== undefined && frame.id === undefined;
    for (const { chatId, seq } of messagesIn(frame)) {
      if (live && out.get(chatId)?.has(userId))
        throw new Error(`${userId} is out of ${chatId} and hears ${JSON.stringify(frame)}`);
      if (seq >= endOf(server, chatId, userId))
        throw new Error(`${userId} may not know ${chatId}/${seq}: ${JSON.stringify(frame)}`);
    }
  };
}

/** Finds all messages anywhere in a frame. */
function messagesIn(value: unknown): Message[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('chatId' in value && 'senderId' in value && 'seq' in value) return [value as Message];
  return Object.values(value).flatMap(messagesIn);
}

/** Returns up to which `seq` (exclusive) the person may know the chat: without end while they are in it. */
export function endOf(server: RealServer, chatId: string, userId: string): number {
  const held = 'SELECT 1 FROM members WHERE chat_id = ? AND user_id = ?';
  if (server.rows(held, chatId, userId).length > 0) return Number.POSITIVE_INFINITY;
  const lines = server.rows<{ seq: number; sender_id: string; system: string }>(
    "SELECT seq, sender_id, system FROM messages WHERE chat_id = ? AND kind = 'system' ORDER BY seq DESC",
    chatId,
  );
  const last = lines.find(({ sender_id, system }) => {
    const { type, userIds } = JSON.parse(system) as { type: string; userIds?: string[] };
    return type === 'member.left' ? sender_id === userId : removes(type, userIds, userId);
  });
  return last?.seq ?? 0;
}

function removes(type: string, userIds: string[] | undefined, userId: string): boolean {
  return type === 'member.removed' && userIds?.includes(userId) === true;
}
