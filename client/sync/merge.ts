import type { Chat, Member } from '../../protocol/chats.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import type { Range } from '../core/ranges.ts';

const COUNTERS = ['rev', 'receiptRev', 'memberRev'] as const;

/** The person's own read receipt: what the server knows, or what was read on this device since. */
export function ownReadSeq(chat: ChatRecord, me: string): number {
  const acknowledged = chat.members.find((member) => member.userId === me)?.read ?? 0;
  return Math.max(acknowledged, chat.localRead);
}

/** What was read here may not have reached the server's count yet. Mentions are among the unread. */
export function withUnread(chat: ChatRecord, count: number, me: string): ChatRecord {
  const unread = Math.max(0, Math.min(count, chat.lastSeq - ownReadSeq(chat, me)));
  return { ...chat, unread, mentions: Math.min(chat.mentions, unread) };
}

/**
 * Joins the chat that is held with a snapshot from the server, whichever came first. `whole`: the snapshot comes with
 * all messages and changes since the cursor, so the cursor may move along.
 *
 * A snapshot that is older in no counter replaces what is held, and one that is newer in none is left out. Of any other,
 * each part is taken from the copy that is newer in the counter of that part, so that nothing waits. What several
 * counters decide (the unread, the pins, the archive, the furthest receipts) is then unknown and asked for.
 */
export function mergeChat(
  held: ChatRecord | undefined,
  chat: Chat,
  me: string,
  ranges: readonly Range[],
  whole: boolean,
): ChatRecord {
  if (!held) return { ...chat, ranges, localRead: 0, version: 0 };
  const newer = chat.rev >= held.rev ? chat : held;
  const members = withFurthest(newer.members, held, chat);
  if (!isOlder(chat, held) && (whole || chat.rev === held.rev))
    return withUnread(
      { ...held, ...chat, members, ranges, needsRefresh: undefined },
      chat.unread,
      me,
    );
  if (!isOlder(held, chat)) return { ...held, ranges };
  // Without its messages a snapshot moves no cursor, and counts none of them.
  const { lastSeq, rev, last, lastAt, unread, mentions } = whole ? newer : held;
  const joined: ChatRecord = {
    ...held,
    ...newer,
    ...{ members, ranges, lastSeq, rev, last, lastAt, mentions },
    receiptRev: Math.max(held.receiptRev, chat.receiptRev),
    memberRev: Math.max(held.memberRev, chat.memberRev),
    settings: (chat.memberRev > held.memberRev ? chat : held).settings,
    needsRefresh: true,
  };
  return withUnread(joined, unread, me);
}

/** Whether it is older than the other in any counter. */
export function isOlder(chat: Chat, other: Chat): boolean {
  return COUNTERS.some((counter) => chat[counter] < other[counter]);
}

/** Receipts never go back. */
function withFurthest(base: readonly Member[], held: Chat, chat: Chat): Member[] {
  return base.map((member) => {
    const copies = [...held.members, ...chat.members].filter((m) => m.userId === member.userId);
    return {
      ...member,
      delivered: Math.max(...copies.map((copy) => copy.delivered)),
      read: Math.max(...copies.map((copy) => copy.read)),
    };
  });
}
