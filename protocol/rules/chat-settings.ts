import type { ChatSettings } from '../chats.ts';

type Archived = { archivedAt: number | null; mutedUntil: number | null; lastAt: number };

/** An archived chat comes back with a message that is sent after it was archived and after its mute has ended. */
export function isArchived({ archivedAt, mutedUntil, lastAt }: Archived): boolean {
  return archivedAt !== null && lastAt <= Math.max(archivedAt, mutedUntil ?? 0);
}

/** The chat is off the person's list, until a message comes that they had not seen when they removed it. */
export function isRemoved({ removed, lastSeq }: { removed: number | null; lastSeq: number }) {
  return removed !== null && lastSeq <= removed;
}

/** Whether this person has cleared the message with the history, or has deleted it for themselves. */
export function isHidden(own: Pick<ChatSettings, 'cleared' | 'hidden'>, seq: number): boolean {
  return seq <= own.cleared || own.hidden.includes(seq);
}
