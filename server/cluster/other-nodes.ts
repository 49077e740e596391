import type { Change, PresenceTies } from '../context.ts';

/** What one node tells the others: what it has announced to its own sockets, and what changes their memory. */
export type OtherNodes = {
  /** Nothing is heard of them now: who has left a group there is not known here. */
  isDeaf(): boolean;
  toGroup(chatId: string, frame: string): void;
  toSession(userIds: readonly string[], sessionId: string, frame: string): void;
  toPeople(userIds: readonly string[], frame: string): void;
  move(topic: NonNullable<Change['topic']>): void;
  endSessions(sessionIds: readonly string[]): void;
  reviewPresence(ties: PresenceTies | readonly PresenceTies[]): void;
  changeSettings(): void;
};
