import type { Chat, ChatSettings } from '../../protocol/chats.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import { ago, me, PEOPLE, TALKS } from './fake-data.ts';
import { GROUP_ID, GROUP_TALK } from './fake-group-talk.ts';

export const talks = new Map<string, TimelineMessage[]>();

export function fakeRows(): ChatRow[] {
  talks.set(GROUP_ID, GROUP_TALK);
  const [first, ...rest] = TALKS.map((talk, index) => {
    const peer = talk.with === 'self' ? null : PEOPLE[talk.with];
    const id = `chat-${talk.with}`.padEnd(11, '0').slice(0, 11);
    const messages = talk.lines.map(([who, minutes, text, more], at): TimelineMessage => {
      const mine = who === '>';
      return {
        chatId: id,
        seq: at + 1,
        senderId: mine ? me.id : (peer?.id ?? me.id),
        clientId: `${index}-${at}`,
        kind: 'text',
        text,
        createdAt: ago(minutes),
        editedAt: null,
        deletedAt: null,
        rev: 0,
        mine,
        state: mine ? stateOf(index, at === talk.lines.length - 1) : 'read',
        error: null,
        ...(more as Partial<TimelineMessage>),
      };
    });
    talks.set(id, messages);
    return row(id, peer, messages, talk.unread ?? 0, index);
  });
  return first ? [first, group(), ...rest] : [];
}

const OWN: ChatSettings = {
  role: 'member',
  mutedUntil: null,
  pinned: null,
  archived: false,
  unreadMark: false,
  cleared: 0,
  hidden: [],
  draft: null,
  request: false,
  blocked: false,
};

/** Rows that are kept in another way than usual. */
const LOOKS: Partial<Record<number, ChatSettings>> = {
  4: { ...OWN, unreadMark: true },
  5: { ...OWN, mutedUntil: Number.MAX_SAFE_INTEGER },
  7: { ...OWN, request: true },
  8: { ...OWN, archived: true },
};

function group(): ChatRow {
  const { chat, ...rest } = row(GROUP_ID, null, GROUP_TALK, 0, 3);
  const own: ChatSettings = { ...OWN, role: 'owner' };
  const changed: Chat = {
    ...chat,
    kind: 'group',
    title: 'خانه‌ی پدری',
    about: 'هماهنگی‌های خانه',
    memberCount: 4,
    members: [me.id, PEOPLE.reza.id, PEOPLE.ada.id, PEOPLE.nima.id].map((userId, at) => ({
      userId,
      role: at === 0 ? 'owner' : 'member',
      delivered: 9,
      read: 9,
    })),
    pin: 3,
    pins: 1,
    own,
  };
  return { ...rest, chat: changed, own };
}

function stateOf(index: number, last: boolean): TimelineMessage['state'] {
  if (!last) return 'read';
  return (['read', 'delivered', 'read', 'sent', 'sent'] as const)[index % 5] ?? 'sent';
}

function row(
  id: string,
  peer: ChatRow['peer'],
  messages: TimelineMessage[],
  unread: number,
  index: number,
): ChatRow {
  const last = messages.at(-1) ?? null;
  const seq = messages.length;
  const chat: Chat = {
    id,
    kind: peer === null ? 'self' : 'direct',
    title: null,
    createdAt: messages[0]?.createdAt ?? ago(0),
    lastAt: last?.createdAt ?? ago(0),
    lastSeq: seq,
    rev: seq,
    marks: 0,
    list: 1,
    unread,
    mentions: 0,
    about: '',
    rights: { addPeople: true, changeInfo: true, pin: true, write: true },
    memberCount: peer === null ? 1 : 2,
    reached: { delivered: seq, read: seq },
    pin: null,
    pins: 0,
    own: OWN,
    members: [
      { userId: me.id, role: 'member', delivered: seq, read: seq - unread },
      ...(peer === null ? [] : [{ userId: peer.id, role: 'member', delivered: seq, read: seq }]),
    ],
    last: wire(last),
  };
  const draft = index === 6 ? 'درباره‌ی جلسه‌ی فردا' : '';
  const typing = index === 1 && peer !== null ? [peer.id] : [];
  const own = LOOKS[index] ?? OWN;
  return { chat, peer, last, draft, own, mentions: index === 3 ? 1 : 0, unread, typing };
}

/** As the server says it. */
export function wire<T extends TimelineMessage | null>(message: T) {
  if (!message) return null;
  const { mine: _, chosen, ...rest } = message;
  return { ...rest, mine: chosen };
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
