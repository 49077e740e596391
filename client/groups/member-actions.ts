import type { Member } from '../../protocol/chats.ts';
import type { ChatRow, Messenger } from '../core/services.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { attempt } from '../ui/attempt.ts';
import type { IconName } from '../ui/icons.ts';
import type { Question } from '../ui/pa-ask.ts';
import type { MenuItem } from '../ui/pa-menu.ts';
import { listMemberActions, type MemberAction } from './rights.ts';

const ICON: Record<MemberAction, IconName> = {
  makeAdmin: 'shield',
  takeAdmin: 'user',
  handOver: 'key',
  remove: 'close',
};

export function toMenuItems({ settings }: ChatRow, member: Member, me: string): MenuItem[] {
  return listMemberActions(settings.role, member.role, member.userId === me).map((id) => ({
    id,
    label: groupWords()[id],
    icon: ICON[id],
    danger: id === 'remove',
  }));
}

export function askAbout(act: MemberAction, name: string): Question {
  const words = groupWords();
  return act === 'handOver'
    ? { heading: words.handOverAsk(name), text: words.handOverText, label: words.handOver }
    : { heading: words.removeAsk(name), label: words.remove };
}

type MemberActionRequest = { messenger: Messenger; chatId: string; of: Member };

export async function runMemberAction(
  act: MemberAction,
  { messenger, chatId, of: { userId } }: MemberActionRequest,
): Promise<boolean> {
  const role = { makeAdmin: 'admin', takeAdmin: 'member', handOver: 'owner' } as const;
  return await attempt(() =>
    act === 'remove'
      ? messenger.groups.remove(chatId, userId)
      : messenger.askForChat('member.update', { chatId, userId, role: role[act] }),
  );
}
