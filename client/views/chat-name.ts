import type { Chat } from '../../protocol/chats.ts';
import type { User } from '../../protocol/users.ts';
import { isPeerGone } from '../core/row-rights.ts';
import { t } from '../i18n/locale.ts';

type Named = { chat: Pick<Chat, 'kind' | 'title' | 'avatar'>; peer: User | null };

/** Returns what a chat is called: the other person, "saved messages", or its own title. */
export function chatName({ chat, peer }: Named): string {
  if (chat.kind === 'self') return t().chats.saved;
  if (chat.kind === 'group') return chat.title ?? t().chats.group;
  return isPeerGone(peer) ? t().chats.deletedAccount : peer.displayName;
}

/** Returns how the one who stands for it is drawn (see pa-avatar). */
export function chatFace({ chat, peer }: Named): 'person' | 'saved' | 'gone' {
  if (chat.kind === 'self') return 'saved';
  return chat.kind === 'direct' && isPeerGone(peer) ? 'gone' : 'person';
}

/** Returns the id of the picture that stands for it, if there is one. */
export function chatPicture({ chat, peer }: Named): string | null {
  return (chat.kind === 'group' ? chat.avatar : peer?.avatar) ?? null;
}
