import type { Chat, Member } from '../../protocol/chats.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import type { Range } from '../core/ranges.ts';

/** The person's own read receipt: what the server knows, or what was read on this device since. */
export function ownReadSeq(chat: ChatRecord, me: string): number {
  const mergeInfo = chat.members.find((member) => member.userId === me)?.read ?? 0;
  return Math.max(mergeInfo, chat.localRead);
}

/** What was read here may not have reached the server's count yet. Mentions are among the unread. */
export function withUnread(chat: ChatRecord, count: number, me: string): ChatRecord {
  const unread = Math.max(0, Math.min(count, chat.lastSeq - ownReadSeq(chat, me)));
  return { ...chat, unread, mentions: Math.min(chat.mentions, unread) };
}

/**
 * Joins the chat that is held with a snapshot from the server, whichever came first: counters and receipts by maximum,
 * the rest from the copy that is newer in its own counter. `whole`: the snapshot comes with all messages and changes
 * since the cursor, so the cursor moves along.
 *
 * A snapshot can be newer in messages and older in receipts (or in `list`, which counts the person's own receipts in
 * groups). The right number of unread messages is then unknown, so that counter stays at the lower value, and the next
 * sync brings a snapshot that is newer in all.
 */
export function mergeChat(
  held: ChatRecord | undefined,
  chat: Chat,
  me: string,
  ranges: readonly Range[],
  whole: boolean,
): ChatRecord {
  if (!held) return { ...chat, ranges, localRead: 0, version: 0 };
  const merged: ChatRecord = { ...held, ...mergeInfo(held, chat), ranges };
  const level = chat.rev === held.rev && chat.marks >= held.marks && chat.list >= held.list;
  if (!whole) return level ? counted(merged, chat, me) : withUnread(merged, held.unread, me);
  const marks = crosses(held, chat, 'marks');
  const list = crosses(held, chat, 'list');
  const moved: ChatRecord = {
    ...merged,
    lastSeq: Math.max(held.lastSeq, chat.lastSeq),
    rev: Math.max(held.rev, chat.rev),
    marks: marks ? Math.min(held.marks, chat.marks) : Math.max(held.marks, chat.marks),
    list: list ? Math.min(held.list, chat.list) : Math.max(held.list, chat.list),
    last: chat.rev >= held.rev ? chat.last : held.last,
    lastAt: chat.rev >= held.rev ? chat.lastAt : held.lastAt,
  };
  if (isFresh(held, chat)) return counted(moved, chat, me);
  return withUnread(moved, Math.max(held.unread, marks || list ? chat.unread : 0), me);
}

function isFresh(held: Chat, chat: Chat): boolean {
  return chat.rev >= held.rev && chat.marks >= held.marks && chat.list >= held.list;
}

/** One is ahead in messages, the other in `counter`. */
function crosses(held: Chat, chat: Chat, counter: 'marks' | 'list'): boolean {
  return (chat.rev - held.rev) * (chat[counter] - held[counter]) < 0;
}

/** The snapshot is newer in everything that decides what is unread, and which message is the newest that is visible. */
function counted(merged: ChatRecord, { unread, mentions, last }: Chat, me: string): ChatRecord {
  return withUnread({ ...merged, mentions, last }, unread, me);
}

/**
 * What a snapshot says beside its messages: the group's fields are ordered by `rev`, since system messages take one,
 * and the person's own settings by `list`.
 */
function mergeInfo(held: ChatRecord, chat: Chat): Partial<ChatRecord> {
  const info = chat.rev >= held.rev ? chat : held;
  // A message takes the chat out of the archive, which is counted by `rev`.
  const later = chat.list === held.list ? chat.rev >= held.rev : chat.list > held.list;
  const settings = later ? chat : held;
  const [pins, reached] = [pinsOf(held, chat), reachedOf(held, chat)];
  const doubt = pins.doubt || reached.doubt ? true : held.unsure;
  return {
    kind: chat.kind,
    title: info.title,
    about: info.about,
    rights: info.rights,
    memberCount: info.memberCount,
    pin: pins.pin,
    pins: pins.pins,
    reached: reached.reached,
    unsure: isFresh(held, chat) ? undefined : doubt,
    own: settings.own,
    list: Math.max(held.list, chat.list),
    members: mergeMembers(info.members, held, chat),
  };
}

/** `doubt`: each of the two is newer in one counter, and they differ, so only the server knows. */
type Merged<Part> = Part & { doubt?: boolean };

/** Pins are the chat's (`rev`), but for those that the person has cleared away (`list`). */
function pinsOf(held: Chat, chat: Chat): Merged<Pick<Chat, 'pin' | 'pins'>> {
  const { pin, pins } = chat.rev >= held.rev && chat.list >= held.list ? chat : held;
  const same = chat.pin === held.pin && chat.pins === held.pins;
  return { pin, pins, doubt: !same && crosses(held, chat, 'list') };
}

/** `reached` grows with `marks`. It falls when the member who had come furthest leaves, which `rev` counts. */
function reachedOf(held: Chat, chat: Chat): Merged<Pick<Chat, 'reached'>> {
  if (!crosses(held, chat, 'marks')) {
    const later = chat.rev >= held.rev && chat.marks >= held.marks ? chat : held;
    return { reached: later.reached };
  }
  const reached = further(held, chat);
  const { delivered, read } = (chat.rev > held.rev ? chat : held).reached;
  return { reached, doubt: reached.delivered !== delivered || reached.read !== read };
}

function further({ reached: a }: Chat, { reached: b }: Chat): Chat['reached'] {
  return { delivered: Math.max(a.delivered, b.delivered), read: Math.max(a.read, b.read) };
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
