import type { Rights } from '../../protocol/chats.ts';
import { hasRight } from '../../protocol/rules/rights.ts';
import type { User } from '../../protocol/users.ts';
import type { ChatRow } from './services.ts';

/** Nothing is offered that the server would refuse; the server is who decides. */
export const rowHasRight = ({ chat, settings }: ChatRow, right: keyof Rights): boolean =>
  hasRight({ kind: chat.kind, role: settings.role, rights: chat.rights }, right);

/** The other person of a direct chat has deleted their account. */
export function isPeerGone(peer: User | null): peer is null {
  return peer === null || peer.deletedAt !== null;
}
