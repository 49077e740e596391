import {
  isEditable,
  isForwardable,
  isYoung,
  whyNotDeletable,
} from '../../protocol/rules/messages.ts';
import { isPeerGone, rowHasRight } from '../core/row-rights.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';

export type MessageAction =
  | 'reply'
  | 'react'
  | 'edit'
  | 'copy'
  /** Its files, to where the browser puts what is loaded. */
  | 'save'
  | 'link'
  | 'forward'
  | 'pin'
  | 'select'
  | 'delete'
  | 'deleteForAll'
  | 'info'
  | 'retry'
  /** Takes the text back into the composer. */
  | 'discard'
  /** Removes the text, where there is no composer to take it back into. */
  | 'drop';

/** These are the rules of the server, so that nothing is offered that it would refuse; the server decides. */
export function listAllowedActions(
  message: TimelineMessage,
  row: ChatRow,
  now: number,
): ReadonlySet<MessageAction> {
  if (message.seq === 0) return listOutboxActions(message, checkWritePermission(row));
  if (message.deletedAt !== null) return new Set(['select', 'delete']);
  if (message.kind === 'system') return new Set(['delete']);
  const acts = new Set<MessageAction>(['select', 'delete', 'info', 'link']);
  if (message.text !== '') acts.add('copy');
  if (message.files) acts.add('save');
  if (isForwardable(message)) acts.add('forward');
  const writes = checkWritePermission(row) === 'yes';
  if (writes) acts.add('reply');
  if (!row.settings.blocked && message.kind === 'text') acts.add('react');
  if (writes && message.mine && isEditable(message) && isYoung(message.createdAt, now))
    acts.add('edit');
  const pins = message.kind === 'text' && rowHasRight(row, 'pin');
  if (pins && !row.settings.blocked) acts.add('pin');
  const membership = { kind: row.chat.kind, role: row.settings.role };
  if (!whyNotDeletable(message, message.mine, membership, now)) acts.add('deleteForAll');
  return acts;
}

function listOutboxActions(
  { state, text, files }: TimelineMessage,
  permission: WritePermission,
): ReadonlySet<MessageAction> {
  const acts = new Set<MessageAction>();
  if (text !== '') acts.add('copy');
  if (permission === 'yes' && state === 'failed') acts.add('retry');
  // Files do not fit back into the composer.
  return acts.add(permission === 'yes' && !files ? 'discard' : 'drop');
}

/**
 * `outside`: the person is no member of the group any more; a direct chat that was deleted comes back with what is
 * written there.
 */
export type WritePermission = 'yes' | 'closed' | 'blocked' | 'gone' | 'outside';

/** Says whether one may write here, else why not. */
export function checkWritePermission(row: ChatRow): WritePermission {
  const { chat, settings, peer } = row;
  if (chat.left && chat.kind === 'group') return 'outside';
  if (settings.blocked) return 'blocked';
  if (chat.kind === 'direct' && isPeerGone(peer)) return 'gone';
  return rowHasRight(row, 'write') ? 'yes' : 'closed';
}

/** Says whether the stranger who wrote here still waits for an answer; to block them is one. */
export const waitsForAnswer = ({ settings }: Pick<ChatRow, 'settings'>): boolean =>
  settings.request && !settings.blocked;
