import type { Chat, Member } from '../../protocol/chats.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import type { Range } from '../core/ranges.ts';

/** One's own read mark: what the server knows, or what was read here since. */
export function ownRead(chat: ChatRecord, me: string): number {
  const told = chat.members.find((member) => member.userId === me)?.read ?? 0;
  return Math.max(told, chat.localRead);
}

/** What was read here may not have reached the server's count yet. */
export function withUnread(chat: ChatRecord, unread: number, me: string): ChatRecord {
  return { ...chat, unread: Math.max(0, Math.min(unread, chat.lastSeq - ownRead(chat, me))) };
}

/**
 * The held chat and the server's picture of it, whichever came first: counters and marks by maximum, the rest from the
 * picture that is newer in its own counter. `whole`: the picture comes with all messages and changes since the cursor, so
 * the cursor moves along.
 *
 * A picture can be newer in messages and older in marks. Then nobody knows the right number of unread, so the counter of
 * marks stays at the lower one, and the next sync brings a picture that is newer in both.
 */
export function mergeChat(
  held: ChatRecord | undefined,
  chat: Chat,
  me: string,
  ranges: readonly Range[],
  whole: boolean,
): ChatRecord {
  if (!held) return { ...chat, ranges, localRead: 0, version: 0 };
  const settings = chat.list >= held.list ? chat : held;
  const members = mergeMembers(chat.rev >= held.rev ? chat.members : held.members, held, chat);
  const merged: ChatRecord = {
    ...held,
    title: settings.title,
    kind: settings.kind,
    list: Math.max(held.list, chat.list),
    members,
    ranges,
  };
  if (!whole) return withUnread(merged, held.unread, me);
  const crossed = (chat.rev - held.rev) * (chat.marks - held.marks) < 0;
  const fresh = chat.rev >= held.rev && chat.marks >= held.marks;
  return withUnread(
    {
      ...merged,
      lastSeq: Math.max(held.lastSeq, chat.lastSeq),
      rev: Math.max(held.rev, chat.rev),
      marks: crossed ? Math.min(held.marks, chat.marks) : Math.max(held.marks, chat.marks),
      last: chat.rev >= held.rev ? chat.last : held.last,
      lastAt: chat.rev >= held.rev ? chat.lastAt : held.lastAt,
    },
    fresh ? chat.unread : Math.max(held.unread, crossed ? chat.unread : 0),
    me,
  );
}

function mergeMembers(base: readonly Member[], held: Chat, chat: Chat): Member[] {
  return base.map((member) => {
    const copies = [...held.members, ...chat.members].filter((m) => m.userId === member.userId);
    return {
      ...member,
      delivered: Math.max(...copies.map((copy) => copy.delivered)),
      read: Math.max(...copies.map((copy) => copy.read)),
    };
  });
}
