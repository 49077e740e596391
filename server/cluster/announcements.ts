import type { PresenceTies } from '../context.ts';
import { LINE } from './frame.ts';
import type { OtherNodes } from './other-nodes.ts';

/** Writes down, line by line, what the other nodes have to know of this one. */
export function createAnnouncements(add: (line: string) => void) {
  /** So that only what has changed is said. */
  const lookedAt = new Set<string>();
  const lines: Omit<OtherNodes, 'isDeaf'> = {
    toGroup: (chatId, frame) => add(`${LINE.chat}${chatId}\t${frame}`),
    toPeople: (userIds, frame) => add(`${LINE.people}${userIds.join()}\t${frame}`),
    toSession: (userIds, sessionId, frame) =>
      add(`${LINE.session}${userIds.join()}\t${sessionId}\t${frame}`),
    move: ({ chat, enter = [], leave = [] }) =>
      add(`${LINE.move}${chat}\t${enter.join()}\t${leave.join()}`),
    endSessions(sessionIds) {
      if (sessionIds.length > 0) add(`${LINE.sessions}${sessionIds.join()}`);
    },
    reviewPresence: (ties: PresenceTies | readonly PresenceTies[]) =>
      add(`${LINE.ties}${JSON.stringify(ties)}`),
    changeSettings: () => add(LINE.settings),
  };
  return {
    ...lines,
    setPerson: (userId: string, lastSeenAt: number | null) =>
      add(`${LINE.presence}${userId}\t${lastSeenAt ?? ''}`),
    setSession(sessionId: string, isLookedAt: boolean): void {
      if (lookedAt.has(sessionId) === isLookedAt) return;
      if (isLookedAt) lookedAt.add(sessionId);
      else lookedAt.delete(sessionId);
      add(`${LINE.looking}${isLookedAt ? 1 : 0}${sessionId}`);
    },
    markNotified: (userId: string, chatId: string) => add(`${LINE.notified}${userId}\t${chatId}`),
    sendSnapshot: (people: readonly string[]) =>
      add(`${LINE.snapshot}${people.join()}\t${[...lookedAt].join()}`),
    ask: (node = '') => add(`${LINE.ask}${node}`),
    unknown: () => add(LINE.unknown),
    bye: () => add(LINE.bye),
  };
}
