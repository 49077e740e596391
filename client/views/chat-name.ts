import type { Chat } from '../../protocol/chats.ts';
import type { User } from '../../protocol/users.ts';
import { t } from '../i18n/locale.ts';

type Named = { chat: Pick<Chat, 'kind' | 'title'>; peer: User | null };

/** What a chat is called: the other person, "saved messages", or its own title. */
export function chatName({ chat, peer }: Named): string {
  if (chat.kind === 'self') return t().chats.saved;
  if (chat.kind === 'group') return chat.title ?? t().chats.group;
  return isGone(peer) ? t().chats.deletedAccount : peer.displayName;
}

/** The picture that stands for it (see pa-avatar). */
export function chatFace({ chat, peer }: Named): 'person' | 'saved' | 'gone' {
  if (chat.kind === 'self') return 'saved';
  return chat.kind === 'direct' && isGone(peer) ? 'gone' : 'person';
}

function isGone(peer: User | null): peer is null {
  return peer === null || peer.deletedAt !== null;
}
