import type { SystemMessage } from '../../protocol/entities.ts';
import type { User } from '../../protocol/users.ts';
import { formatNumber, joinNames } from '../i18n/format.ts';
import { isolate } from '../i18n/isolate.ts';
import { language, t } from '../i18n/locale.ts';

/** Who is who in a chat, as the one who looks sees it. */
export type NameSource = { me: string; findUser(id: string): User | undefined };

export function nameOf(names: NameSource, id: string): string {
  const user = names.findUser(id);
  if (user?.deletedAt === null) return user.displayName;
  return t().messages.deletedPerson;
}

/** Returns the name, or "you" for oneself. */
export function whoIs(names: NameSource, id: string): string {
  return id === names.me ? t().messages.you : nameOf(names, id);
}

/** So many people are named one by one. */
const NAMED = 3;

/** Says a system message in the reader's language. */
export function systemMessageText(
  note: SystemMessage,
  senderId: string,
  names: NameSource,
): string {
  const words = t().messages.system;
  const you = senderId === names.me;
  const who = whoIs(names, senderId);
  const whom = listPeople(note.userIds ?? [], names);
  const title = note.text ?? '';
  switch (note.type) {
    case 'group.created':
      return words.created(who, you, title);
    case 'title.changed':
      return words.title(who, you, title);
    case 'about.changed':
      return words.about(who, you);
    case 'avatar.changed':
      return (note.text === undefined ? words.avatarGone : words.avatar)(who, you);
    case 'rights.changed':
      return words.rights(who, you);
    case 'members.added':
      return words.added(who, you, whom);
    case 'member.joined':
      return words.joined(who, you);
    case 'member.left':
      return words.left(who, you);
    case 'member.removed':
      return words.removed(who, you, whom);
    case 'role.changed':
      return (note.role === 'admin' ? words.admin : words.member)(who, you, whom);
    case 'owner.changed':
      return words.owner(who, you, whom);
    case 'message.pinned':
      return words.pinned(who, you);
  }
}

function listPeople(ids: string[], names: NameSource): string {
  const words = t().messages.system;
  const named = ids
    .slice(0, NAMED)
    .map((id) => isolate(id === names.me ? words.youObject : nameOf(names, id), language()));
  const others = ids.length - NAMED;
  return joinNames(others > 0 ? [...named, words.more(formatNumber(others))] : named);
}
