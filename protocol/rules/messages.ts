import type { FileInfo } from '../files.ts';
import { LIMITS } from '../limits.ts';
import type { Message } from '../messages.ts';
import { kindOfFile } from './files.ts';
import { isLeader } from './rights.ts';

const EDIT_MS = LIMITS.editHours * 3_600_000;

/**
 * Whether its author may still change a message. One from the future was sent while the clock was wrong: it would stay
 * open until then.
 */
export const isYoung = (createdAt: number, now: number): boolean =>
  Math.abs(now - createdAt) <= EDIT_MS;

/** Whether the words are the sender's own, who may edit them; a forwarded text was written by somebody else. */
export const isEditable = ({
  kind,
  forward,
  sealed,
}: Pick<Message, 'kind' | 'forward' | 'sealed'>) => kind === 'text' && !forward && !sealed;

/** A forward copies the words and holds the same files. A sealed message has no words to copy. */
export const isForwardable = ({ kind, sealed }: Pick<Message, 'kind' | 'sealed'>) =>
  kind === 'text' && !sealed;

/**
 * Why a message that is not deleted yet may not be deleted for everyone. A system message stays, because it records what was
 * done and by whom.
 */
export function whyNotDeletable(
  { kind, createdAt }: Pick<Message, 'kind' | 'createdAt'>,
  own: boolean,
  membership: { kind: string; role: string },
  now: number,
): 'forbidden' | 'too_late' | undefined {
  if (kind === 'system') return 'forbidden';
  if (membership.kind === 'group' && isLeader(membership.role)) return undefined;
  if (!own) return 'forbidden';
  return isYoung(createdAt, now) ? undefined : 'too_late';
}

/** Returns what is left of a message that was deleted for everyone: its position, its sender and its time. */
export function toTombstone(message: Message, deletedAt: number, rev: number): Message {
  const { chatId, seq, senderId, clientId, kind, createdAt } = message;
  const place = { chatId, seq, senderId, clientId, kind, createdAt };
  return { ...place, text: '', editedAt: null, deletedAt, rev };
}

/** Whether the message counts as unread for a person who has not read it. */
export function isCounted(
  { kind, senderId, deletedAt, call }: Pick<Message, 'kind' | 'senderId' | 'deletedAt' | 'call'>,
  userId: string,
): boolean {
  const isNews = kind === 'text' || call?.missed?.includes(userId) === true;
  return isNews && senderId !== userId && deletedAt === null;
}

/**
 * Returns whom a message mentions or replies to; `answered` is the author of the message that it replies to. The mentions
 * of a forwarded text were meant for others, and a system message has no author to reply to.
 */
export function addresseesOf(
  { senderId, entities, forward }: Pick<Message, 'senderId' | 'entities' | 'forward'>,
  answered: string | undefined,
): string[] {
  const ids = new Set(forward ? [] : mentionedIn(entities));
  if (answered !== undefined) ids.add(answered);
  ids.delete(senderId);
  return [...ids];
}

export function mentionedIn(entities: Message['entities'] = []): string[] {
  return entities.flatMap(({ userId }) => userId ?? []);
}

/** Whether a message is one that is listened to. */
export function isSpoken({ files = [] }: { files?: FileInfo[] }): boolean {
  return files.some((file) => kindOfFile(file) === 'voice');
}

/** Whether a person has heard the message at `seq`: what lies below a full list is no longer known, and counts as heard. */
export function isPlayedIn(played: readonly number[] = [], seq: number): boolean {
  return played.includes(seq) || (played.length >= LIMITS.played && seq < (played[0] ?? 0));
}

/** The list with one more: ascending, the newest `LIMITS.played`. */
export function withPlayed(played: readonly number[] = [], seq: number): number[] {
  if (isPlayedIn(played, seq)) return [...played];
  return [...played, seq].sort((a, b) => a - b).slice(-LIMITS.played);
}
