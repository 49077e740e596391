import type { Chat } from '../../protocol/chats.ts';
import type { Event } from '../../protocol/down.ts';
import { isOtherEpoch } from '../../protocol/epoch.ts';
import type { ChatDelta, CursorEntry } from '../../protocol/sync.ts';
import { type ChatRecord, cursorOf } from '../core/local-db/schema.ts';
import { addRange } from '../core/ranges.ts';
import { applyAdded, applyChanged, applyHistory, applySent, withRuns } from './apply-messages.ts';
import { applyOwnReceipts, applyRead, applyReceipts } from './apply-receipts.ts';
import type { Batch } from './batch.ts';
import type { ActionResult, Input, Verdict } from './input.ts';
import { mergeChat, withUnread } from './merge.ts';

/** One input into one batch. Applying anything twice is harmless; what has a gap before it moves no counter. */
export function apply(batch: Batch, input: Input): Verdict {
  switch (input.kind) {
    case 'event':
      return applyEvent(batch, input.event);
    case 'sync':
      batch.addUsers(input.reply.users);
      for (const id of input.reply.gone) {
        const taken = input.reply.taken?.find(({ chatId }) => chatId === id);
        batch.forget(id, undefined, taken?.why);
      }
      for (const delta of input.reply.chats) applyDelta(batch, delta, input.sent[delta.chat.id]);
      return 'applied';
    case 'chat':
      batch.addUsers(input.reply.users);
      applyChat(batch, input.reply.chat);
      return 'applied';
    case 'sent':
      return applySent(batch, input.reply);
    case 'marked':
      return applyOwnReceipts(batch, input.chatId, input.reply);
    case 'history':
      applyHistory(batch, input.chatId, input.messages);
      return 'applied';
    case 'read':
      applyRead(batch, input.chatId, input.seq);
      return 'applied';
    case 'people':
      batch.addUsers(input.users);
      return 'applied';
    case 'acted':
      return applyActed(batch, input);
  }
}

function applyEvent(batch: Batch, event: Event): Verdict {
  switch (event.type) {
    case 'message.added':
      return applyAdded(batch, event.body.message, event.rev ?? 0);
    case 'message.changed':
      return applyChanged(batch, event.body, event.rev ?? 0, true);
    case 'marks.moved':
      return applyReceipts(batch, event.body);
    case 'chat.changed':
      batch.addUsers(event.body.users);
      applyChat(batch, event.body.chat);
      return 'applied';
    case 'chat.gone':
      if ((batch.chat(event.body.chatId)?.list ?? 0) <= event.body.list)
        batch.forget(event.body.chatId, event.body.list, event.body.why);
      return 'applied';
    case 'user.changed':
      batch.addUsers([event.body.user]);
      return 'applied';
    default:
      return 'applied';
  }
}

/** The pending action is done, whether or not the `rev` of the reply fits already: sync sorts that out. */
function applyActed(batch: Batch, input: ActionResult): Verdict {
  if (input.id !== undefined) batch.done.add(input.id);
  if (input.draft !== undefined) batch.told.set(input.chatId, input.draft);
  if (input.gone) batch.forget(input.chatId);
  // It brings back no chat that this device, or another one, has taken off the list meanwhile.
  if (input.chat && batch.chat(input.chatId)) {
    batch.addUsers(input.chat.users);
    applyChat(batch, input.chat.chat);
  }
  const chat = batch.chat(input.chatId);
  if (chat && input.hidden) {
    const above = input.hidden.filter((seq) => seq > chat.own.cleared);
    const hidden = [...new Set([...chat.own.hidden, ...above])];
    batch.setChat({ ...chat, own: { ...chat.own, hidden } });
  }
  const messages = (input.messages ?? []).toSorted((a, b) => a.rev - b.rev);
  const verdicts = messages.map((message) => applyChanged(batch, { message }, message.rev, false));
  return verdicts.includes('gap') ? 'gap' : 'applied';
}

/**
 * A counter below what this device has seen, or far beyond it, means that the server was restored from a backup. What
 * the device holds may then never have happened, and only the server's snapshot counts; the same is true when the
 * server calls the device's copy `stale`.
 */
function applyDelta(batch: Batch, delta: ChatDelta, sent: CursorEntry | undefined): void {
  const { chat, messages } = delta;
  const before = batch.chat(chat.id);
  const back =
    sent !== undefined &&
    (isOtherEpoch(chat.rev - sent[1]) ||
      cursorOf(chat).some((counter, i) => counter < (sent[i] ?? 0)));
  const anew = back || delta.stale || before?.resync;
  if (anew) batch.startOver(chat.id);
  const held = anew ? undefined : before;
  const floor = anew ? 0 : (sent?.[0] ?? 0);
  for (const message of messages) batch.store(message);
  const fresh = messages.map((message) => message.seq).filter((seq) => seq > floor);
  const ranges = withRuns(held?.ranges ?? [], fresh);
  const merged = mergeChat(held, chat, batch.me, ranges, true);
  if (isShort(merged, chat, back ? undefined : before)) batch.behind.add(chat.id);
  // What was read here stays read, whatever became of the copy.
  const localRead = back ? 0 : Math.min(before?.localRead ?? 0, merged.lastSeq);
  batch.setChat(withUnread({ ...merged, localRead }, merged.unread, batch.me));
}

/** The chat now counts less than one of both knew: the rest is for the next sync to bring. */
function isShort(merged: Chat, chat: Chat, before: ChatRecord | undefined): boolean {
  return (['rev', 'marks', 'list'] as const).some(
    (counter) => merged[counter] < Math.max(chat[counter], before?.[counter] ?? 0),
  );
}

/**
 * Applies a chat snapshot without its messages. A chat that is new to the device is stored whole, and its history is a
 * hole. Of a chat that is held only the settings are taken; `sync` brings what the snapshot is ahead by.
 */
function applyChat(batch: Batch, chat: Chat): void {
  const held = batch.chat(chat.id);
  if (!held && chat.list < (batch.goneAt.get(chat.id) ?? 0)) return;
  if (chat.last && held && chat.rev < held.rev) batch.storeLate(held, chat.last);
  else if (chat.last) batch.store(chat.last, true);
  if (!held) {
    const ranges = chat.last ? addRange([], chat.last.seq, chat.last.seq) : [];
    batch.setChat(mergeChat(undefined, chat, batch.me, ranges, true));
    return;
  }
  if (chat.rev > held.rev || chat.marks > held.marks) batch.behind.add(chat.id);
  const merged = mergeChat(held, chat, batch.me, held.ranges, false);
  // A snapshot that is taken for its settings alone jumps over moves of the person's own receipts, and messages that
  // come before their turn would change the settings again (`archived`). Only a snapshot with the same counters, or a
  // sync, decides the counts.
  const level = chat.rev === held.rev && chat.marks >= held.marks;
  const asks = !level && (held.unsure || chat.list > held.list);
  batch.setChat(asks ? { ...merged, unsure: true } : merged);
}
