import { fitOf, toTerms } from '../../../../protocol/find.ts';
import { fold } from '../../../../protocol/fold.ts';
import type { User } from '../../../../protocol/users.ts';
import type { ChatRow, Messenger } from '../../../core/services.ts';

/** They fit above the keyboard of a phone without scrolling. */
const MOST = 5;

/** Who may be meant: the members of a group first, then everybody one talks with. Never oneself, nobody twice. */
export function listPeople(row: ChatRow, me: string, messenger: Messenger): User[] {
  const found = new Map<string, User>();
  const add = (user: User | null | undefined) => {
    if (user && user.deletedAt === null && user.id !== me) found.set(user.id, user);
  };
  if (row.chat.kind !== 'self')
    for (const { userId } of row.chat.members) add(messenger.findUser(userId));
  for (const { peer } of messenger.chats.get() ?? []) add(peer);
  return [...found.values()];
}

/** Those of whom a word of the name, or the username, begins with what is typed. */
export function filterPeople(people: readonly User[], q: string): User[] {
  const sought = fold(q);
  const wanted = toTerms(q);
  const isMatch = ({ username, displayName }: User) =>
    fold(username).startsWith(sought) ||
    (wanted.length > 0 && fitOf(displayName, wanted) === 'begins');
  return people.filter(isMatch).slice(0, MOST);
}
