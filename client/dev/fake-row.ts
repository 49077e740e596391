import type { Chat, ChatSettings } from '../../protocol/chats.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import { ago, me } from './fake-data.ts';
import { toWire } from './fake-message.ts';

export const OWN: ChatSettings = {
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

/** Makes the row of a chat with one person, or of the saved messages. */
export function fakeRow(
  id: string,
  peer: ChatRow['peer'],
  last: TimelineMessage | null,
  change: Partial<ChatRow> = {},
): ChatRow {
  const { settings = OWN, unread = 0 } = change;
  const seq = last?.seq ?? 0;
  const member = (userId: string, read: number) =>
    ({ userId, role: 'member', delivered: seq, read }) as const;
  const chat: Chat = {
    id,
    kind: peer === null ? 'self' : 'direct',
    title: null,
    createdAt: ago(100 * 1440),
    lastAt: last?.createdAt ?? ago(0),
    lastSeq: seq,
    rev: seq,
    receiptRev: 0,
    memberRev: 1,
    unread,
    mentions: 0,
    about: '',
    rights: { addPeople: true, changeInfo: true, pin: true, write: true },
    memberCount: peer === null ? 1 : 2,
    othersReceipts: { delivered: seq, read: seq },
    pinnedSeq: null,
    pinCount: 0,
    settings,
    members: [member(me.id, seq - unread), ...(peer === null ? [] : [member(peer.id, seq)])],
    last: last && toWire(last),
  };
  return { chat, peer, last, draft: '', settings, mentions: 0, unread, typing: [], ...change };
}
