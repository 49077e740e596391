import {
  isEditable,
  isForwardable,
  isYoung,
  whyNotDeletable,
} from '../../protocol/rules/messages.ts';
import { rowHasRight } from '../core/row-rights.ts';
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
  if (isForwardable(message)) acts.add('forward');
  const writes = mayWrite(row) === 'yes';
  if (writes) acts.add('reply');
  if (!row.own.blocked && message.kind === 'text') acts.add('react');
  if (writes && message.mine && isEditable(message) && isYoung(message.createdAt, now))
    acts.add('edit');
  const pins = message.kind === 'text' && rowHasRight(row, 'pin');
  if (pins && !row.own.blocked) acts.add('pin');
  const standing = { kind: row.chat.kind, role: row.own.role };
  if (!whyNotDeletable(message, message.mine, standing, now)) acts.add('deleteForAll');
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
export function mayWrite(row: ChatRow): WritePermission {
  const { chat, own, peer } = row;
  if (chat.left && chat.kind === 'group') return 'outside';
  if (own.blocked) return 'blocked';
  if (chat.kind === 'direct' && (!peer || peer.deletedAt !== null)) return 'gone';
  return rowHasRight(row, 'write') ? 'yes' : 'closed';
}

/** Whether the stranger who wrote here still waits for an answer; who was blocked has had it. */
export const waitsForAnswer = ({ own }: Pick<ChatRow, 'own'>): boolean =>
  own.request && !own.blocked;
