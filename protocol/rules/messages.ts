import { LIMITS } from '../limits.ts';
import type { Message } from '../messages.ts';
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

/** A forward copies the words. It does not copy files yet, and a sealed message has no words to copy. */
export const isForwardable = ({
  kind,
  files,
  sealed,
}: Pick<Message, 'kind' | 'files' | 'sealed'>) => kind === 'text' && !files && !sealed;

/**
 * Why a message that is not deleted yet may not be deleted for everyone. A system message stays, because it records what was
 * done and by whom.
 */
export function whyNotDeletable(
  { kind, createdAt }: Pick<Message, 'kind' | 'createdAt'>,
  own: boolean,
  standing: { kind: string; role: string },
  now: number,
): 'forbidden' | 'too_late' | undefined {
  if (kind === 'note') return 'forbidden';
  if (standing.kind === 'group' && isLeader(standing.role)) return undefined;
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
  { kind, senderId, deletedAt }: Pick<Message, 'kind' | 'senderId' | 'deletedAt'>,
  userId: string,
): boolean {
  return kind === 'text' && senderId !== userId && deletedAt === null;
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
