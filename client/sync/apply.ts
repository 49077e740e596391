import type { Chat } from '../../protocol/chats.ts';
import type { Event } from '../../protocol/down.ts';
import type { Message, SendReply } from '../../protocol/messages.ts';
import type { ChatDelta, CursorEntry } from '../../protocol/sync.ts';
import { type ChatRecord, cursorOf } from '../core/local-db/schema.ts';
import { addRange, type Range, runs } from '../core/ranges.ts';
import { applyMarks, applyOwnMarks, applyRead } from './apply-marks.ts';
import type { Batch } from './batch.ts';
import type { Input, Verdict } from './input.ts';
import { mergeChat, ownRead, withUnread } from './merge.ts';

/** One input into one batch. Applying anything twice is harmless; what has a gap before it changes nothing. */
export function apply(batch: Batch, input: Input): Verdict {
  switch (input.kind) {
    case 'event':
      return applyEvent(batch, input.event);
    case 'sync':
      batch.addUsers(input.reply.users);
      for (const id of input.reply.gone) batch.forget(id);
      for (const delta of input.reply.chats) applyDelta(batch, delta, input.sent[delta.chat.id]);
      return 'applied';
    case 'chat':
      batch.addUsers(input.reply.users);
      applyChat(batch, input.reply.chat);
      return 'applied';
    case 'sent':
      return applySent(batch, input.reply);
    case 'marked':
      return applyOwnMarks(batch, input.chatId, input.reply);
    case 'history':
      applyHistory(batch, input.chatId, input.messages);
      return 'applied';
    case 'read':
      applyRead(batch, input.chatId, input.seq);
      return 'applied';
  }
}

function applyEvent(batch: Batch, event: Event): Verdict {
  switch (event.type) {
    case 'message.added':
      return applyAdded(batch, event.body.message, event.rev ?? 0);
    case 'message.changed':
      return applyChanged(batch, event.body.message, event.rev ?? 0);
    case 'marks.moved':
      return applyMarks(batch, event.body);
    case 'chat.changed':
      batch.addUsers(event.body.users);
      applyChat(batch, event.body.chat);
      return 'applied';
    case 'chat.gone':
      if ((batch.chat(event.body.chatId)?.list ?? 0) <= event.body.list)
        batch.forget(event.body.chatId);
      return 'applied';
    case 'user.changed':
      batch.addUsers([event.body.user]);
      return 'applied';
    default:
      return 'applied';
  }
}

function applyAdded(batch: Batch, message: Message, rev: number): Verdict {
  const chat = batch.chat(message.chatId);
  if (!chat) return 'gap';
  if (rev !== 0 && rev <= chat.rev) {
    batch.store(message);
    return 'applied';
  }
  if (rev !== chat.rev + 1 || message.seq !== chat.lastSeq + 1) return 'gap';
  batch.store(message);
  const unseen = message.senderId !== batch.me && message.seq > ownRead(chat, batch.me);
  const grown: ChatRecord = {
    ...chat,
    rev,
    lastSeq: message.seq,
    last: message,
    lastAt: message.createdAt,
    ranges: addRange(chat.ranges, message.seq, message.seq),
  };
  batch.setChat(withUnread(grown, chat.unread + (unseen ? 1 : 0), batch.me));
  return 'applied';
}

/** The reply to a retry carries the chat's `rev` of now, which says nothing about what lies between. */
function applySent(batch: Batch, { message, rev, retry }: SendReply): Verdict {
  if (!retry) return applyAdded(batch, message, rev);
  const chat = batch.chat(message.chatId);
  if (!chat || message.seq > chat.lastSeq) return 'gap';
  batch.store(message);
  return 'applied';
}

function applyChanged(batch: Batch, message: Message, rev: number): Verdict {
  const chat = batch.chat(message.chatId);
  if (!chat) return 'gap';
  if (rev !== 0 && rev <= chat.rev) return 'applied';
  if (rev !== chat.rev + 1) return 'gap';
  // Also where history is not held: it keeps a page that was read before the change from bringing back the old text.
  batch.store(message);
  batch.setChat({ ...chat, rev, last: chat.last?.seq === message.seq ? message : chat.last });
  return 'applied';
}

/**
 * A counter below what this device has told means that the server was restored from a backup. Then what is held may never
 * have happened, and the server's picture is all there is.
 */
function applyDelta(batch: Batch, delta: ChatDelta, sent: CursorEntry | undefined): void {
  const { chat, messages } = delta;
  const back = sent !== undefined && cursorOf(chat).some((counter, i) => counter < (sent[i] ?? 0));
  if (back) batch.startOver(chat.id);
  const held = back ? undefined : batch.chat(chat.id);
  const floor = back ? 0 : (sent?.[0] ?? 0);
  for (const message of messages) batch.store(message);
  const fresh = messages.map((message) => message.seq).filter((seq) => seq > floor);
  const ranges = withRuns(held?.ranges ?? [], fresh);
  const merged = mergeChat(held, chat, batch.me, ranges, true);
  if (merged.marks < chat.marks || (held && merged.marks < held.marks)) batch.behind.add(chat.id);
  batch.setChat(merged);
}

/**
 * A chat's picture without its messages. To a chat that is new to the device it is the whole truth, whose history is a
 * hole; of one that is held only the settings count, and what it is ahead by is for `sync` to bring.
 */
function applyChat(batch: Batch, chat: Chat): void {
  const held = batch.chat(chat.id);
  if (chat.last) batch.store(chat.last);
  if (!held) {
    const ranges = chat.last ? addRange([], chat.last.seq, chat.last.seq) : [];
    batch.setChat(mergeChat(undefined, chat, batch.me, ranges, true));
    return;
  }
  if (chat.rev > held.rev || chat.marks > held.marks) batch.behind.add(chat.id);
  batch.setChat(mergeChat(held, chat, batch.me, held.ranges, false));
}

/** Messages beyond what the cursor covers are left out: they are on their way with their `rev`. */
function applyHistory(batch: Batch, chatId: string, messages: readonly Message[]): void {
  const chat = batch.chat(chatId);
  if (!chat) return;
  const known = messages.filter((message) => message.seq <= chat.lastSeq);
  for (const message of known) batch.store(message);
  batch.setChat({
    ...chat,
    ranges: withRuns(
      chat.ranges,
      known.map((message) => message.seq),
    ),
  });
}

function withRuns(ranges: readonly Range[], seqs: readonly number[]): readonly Range[] {
  return runs(seqs).reduce<readonly Range[]>((all, [from, to]) => addRange(all, from, to), ranges);
}
