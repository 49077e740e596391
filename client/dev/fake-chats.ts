import type { Presence } from '../../protocol/presence.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import { ago, me, PEOPLE, TALKS } from './fake-data.ts';
import { GROUP_ID, GROUP_TALK } from './fake-group-talk.ts';
import { FakeHistory } from './fake-history.ts';
import { fakeMessage } from './fake-message.ts';
import { fakeRow, OWN } from './fake-row.ts';

/** The chats of a scene, in the order of the list. */
export type FakeChat = { row: ChatRow; history: FakeHistory };

/** A few short chats, with what a screen can show of each kind. */
export function fakeChats(): FakeChat[] {
  const [first, ...rest] = TALKS.map((talk, index): FakeChat => {
    const peer = talk.with === 'self' ? null : PEOPLE[talk.with];
    const chatId = `chat-${talk.with}`.padEnd(11, '0').slice(0, 11);
    const messages = talk.lines.map(([who, minutes, text, more], at) => {
      const mine = who === '>';
      return fakeMessage({
        chatId,
        seq: at + 1,
        senderId: mine ? me.id : (peer?.id ?? me.id),
        clientId: `${index}-${at}`,
        text,
        createdAt: ago(minutes),
        mine,
        state: mine ? stateOf(index, at === talk.lines.length - 1) : 'read',
        ...(more as Partial<TimelineMessage>),
      });
    });
    const row = fakeRow(chatId, peer, messages.at(-1) ?? null, {
      settings: LOOKS[index] ?? OWN,
      unread: talk.unread ?? 0,
      mentions: index === 3 ? 1 : 0,
      draft: index === 6 ? 'درباره‌ی جلسه‌ی فردا' : '',
      typing: index === 1 && peer !== null ? [peer.id] : [],
    });
    return { row, history: FakeHistory.of(messages) };
  });
  return first ? [first, group(), ...rest] : [];
}

export const fakeRows = (): ChatRow[] => fakeChats().map(({ row }) => row);

/** These rows have other settings than usual. */
const LOOKS: Partial<Record<number, typeof OWN>> = {
  4: { ...OWN, unreadMark: true },
  5: { ...OWN, mutedUntil: Number.MAX_SAFE_INTEGER },
  7: { ...OWN, request: true },
  8: { ...OWN, archived: true },
};

function group(): FakeChat {
  const settings = { ...OWN, role: 'owner' as const };
  const { chat, ...rest } = fakeRow(GROUP_ID, null, GROUP_TALK.at(-1) ?? null, {
    settings,
    mentions: 1,
  });
  const userIds = [me.id, PEOPLE.reza.id, PEOPLE.ada.id, PEOPLE.nima.id];
  const row: ChatRow = {
    ...rest,
    chat: {
      ...chat,
      kind: 'group',
      title: 'خانه‌ی پدری',
      about: 'هماهنگی‌های خانه',
      memberCount: 4,
      members: userIds.map((userId, at) => ({
        userId,
        role: at === 0 ? 'owner' : 'member',
        delivered: 9,
        read: 9,
      })),
      pinnedSeq: 3,
      pinCount: 1,
    },
  };
  return { row, history: FakeHistory.of(GROUP_TALK) };
}

function stateOf(index: number, last: boolean): TimelineMessage['state'] {
  if (!last) return 'read';
  return (['read', 'delivered', 'read', 'sent', 'sent'] as const)[index % 5] ?? 'sent';
}

export function fakePresence(): Map<string, Presence> {
  const of = (userId: string, online: boolean, lastSeenAt: number | null) =>
    [userId, { userId, online, lastSeenAt }] as const;
  return new Map([
    of(PEOPLE.reza.id, true, null),
    of(PEOPLE.ada.id, true, null),
    of(PEOPLE.nima.id, false, ago(17)),
    of(PEOPLE.flower.id, false, ago(300)),
    of(PEOPLE.grace.id, false, ago(20 * 1440)),
  ]);
}
