import { LIMITS } from '../../../../protocol/limits.ts';
import type { Message } from '../../../../protocol/messages.ts';

/** A page of what somebody sees of a chat, oldest first. */
export function pageOf(messages: Message[], body: Record<string, unknown>): Message[] {
  const limit = (body.limit as number | undefined) ?? LIMITS.historyPage;
  if (typeof body.before === 'number')
    return messages.filter((m) => m.seq < (body.before as number)).slice(-limit);
  if (typeof body.after === 'number')
    return messages.filter((m) => m.seq > (body.after as number)).slice(0, limit);
  if (typeof body.around === 'number') {
    const place = messages.filter((m) => m.seq < (body.around as number)).length;
    const start = Math.max(0, place - Math.floor(limit / 2));
    return messages.slice(start, start + limit);
  }
  return messages.slice(-limit);
}
