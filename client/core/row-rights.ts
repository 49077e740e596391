import type { Rights } from '../../protocol/chats.ts';
import { hasRight } from '../../protocol/rules/rights.ts';
import type { ChatRow } from './services.ts';

/** Nothing is offered that the server would refuse; the server is who decides. */
export const rowHasRight = ({ chat, own }: ChatRow, right: keyof Rights): boolean =>
  hasRight({ kind: chat.kind, role: own.role, rights: chat.rights }, right);
