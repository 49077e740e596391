import type { Message } from '../../../../protocol/messages.ts';
import type { RealServer } from './real-server.ts';

type Frame = {
  id?: number;
  type?: string;
  chat?: string;
  body?: Record<string, unknown>;
};

/**
 * Looks at every frame that leaves the server: no person may be told of a chat that they are not in. An event counts by
 * who was in at its announcement; a reply may be older than a removal, so in it nothing may stand that came after. The
 * function that it returns rejects with what was told to somebody since it was last called and should not have been.
 */
export function guard(server: RealServer): () => Promise<void> {
  const out = new Map<string, Set<string>>();
  const leaks: string[] = [];
  let told: (Message & { userId: string; frame: Frame })[] = [];
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
    for (const message of messagesIn(frame)) {
      if (live && out.get(message.chatId)?.has(userId))
        leaks.push(`${userId} is out of ${message.chatId} and hears ${JSON.stringify(frame)}`);
      told.push({ ...message, userId, frame });
    }
  };
  return async () => {
    const latest = new Map<string, (typeof told)[number]>();
    for (const one of told) {
      const key = `${one.userId} ${one.chatId}`;
      if (one.seq >= (latest.get(key)?.seq ?? 0)) latest.set(key, one);
    }
    told = [];
    for (const { userId, chatId, seq, frame } of latest.values())
      if (seq >= (await endOf(server, chatId, userId)))
        leaks.push(`${userId} may not know ${chatId}/${seq}: ${JSON.stringify(frame)}`);
    if (leaks.length > 0) throw new Error(leaks.join('\n'));
  };
}

/** Finds all messages anywhere in a frame. */
function messagesIn(value: unknown): Message[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('chatId' in value && 'senderId' in value && 'seq' in value) return [value as Message];
  return Object.values(value).flatMap(messagesIn);
}

/** Returns up to which `seq` (exclusive) the person may know the chat: without end while they are in it. */
export async function endOf(server: RealServer, chatId: string, userId: string): Promise<number> {
  const held = 'SELECT 1 FROM members WHERE chat_id = ? AND user_id = ?';
  if ((await server.find(held, chatId, userId)).length > 0) return Number.POSITIVE_INFINITY;
  const lines = await server.find<{ seq: number; sender_id: string; system: string }>(
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
