import type { Chat } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';

export type MessageAction =
  | 'reply'
  | 'react'
  | 'edit'
  | 'copy'
  | 'link'
  | 'forward'
  | 'pin'
  | 'select'
  | 'delete'
  | 'deleteForAll'
  | 'info'
  | 'retry'
  /** Back into the composer. */
  | 'discard'
  /** Away, where there is no composer to take it back into. */
  | 'drop';

const EDIT_MS = LIMITS.editHours * 3_600_000;

/** The rules of the server, so that nothing is offered that it would refuse; the server is who decides. */
export function allowedActions(
  message: TimelineMessage,
  row: ChatRow,
  now: number,
): ReadonlySet<MessageAction> {
  if (message.seq === 0) return ofOutbox(message, mayWrite(row));
  if (message.deletedAt !== null) return new Set(['select', 'delete']);
  if (message.kind === 'note') return new Set(['delete']);
  const acts = new Set<MessageAction>(['select', 'delete', 'info', 'link']);
  if (message.text !== '') acts.add('copy');
  const plain = message.kind === 'text' && !message.sealed;
  if (plain && !message.files) acts.add('forward');
  const young = Math.abs(now - message.createdAt) < EDIT_MS;
  const writes = mayWrite(row) === 'yes';
  if (writes) acts.add('reply');
  if (!row.own.blocked && message.kind === 'text') acts.add('react');
  if (plain && writes && message.mine && young && !message.forward) acts.add('edit');
  const pins = message.kind === 'text' && has(row.chat, row.own.role, 'pin');
  if (pins && !row.own.blocked) acts.add('pin');
  if ((message.mine && young) || leads(row)) acts.add('deleteForAll');
  return acts;
}

function ofOutbox(
  { state }: TimelineMessage,
  standing: WritePermission,
): ReadonlySet<MessageAction> {
  if (standing !== 'yes') return new Set<MessageAction>(['copy', 'drop']);
  return new Set<MessageAction>(
    state === 'failed' ? ['copy', 'retry', 'discard'] : ['copy', 'discard'],
  );
}

/** `outside`: of a group, not any more; a direct chat that was deleted comes back with what is written there. */
export type WritePermission = 'yes' | 'closed' | 'blocked' | 'gone' | 'outside';

/** Whether one may write here, else why not. */
export function mayWrite({ chat, own, peer }: ChatRow): WritePermission {
  if (chat.left && chat.kind === 'group') return 'outside';
  if (own.blocked) return 'blocked';
  if (chat.kind === 'direct' && (!peer || peer.deletedAt !== null)) return 'gone';
  return has(chat, own.role, 'write') ? 'yes' : 'closed';
}

/** Whether the stranger who wrote here still waits for an answer; who was blocked has had it. */
export const waitsForAnswer = ({ own }: Pick<ChatRow, 'own'>): boolean =>
  own.request && !own.blocked;

function leads({ chat, own }: ChatRow): boolean {
  return chat.kind === 'group' && own.role !== 'member';
}

function has(chat: Chat, role: string, right: 'pin' | 'write'): boolean {
  return chat.kind !== 'group' || role !== 'member' || chat.rights[right];
}
