import type { Chat } from '../../protocol/chats.ts';
import type { Event } from '../../protocol/down.ts';
import { isOtherEpoch } from '../../protocol/epoch.ts';
import { withPlayed } from '../../protocol/rules/messages.ts';
import type { ChatDelta, CursorEntry } from '../../protocol/sync.ts';
import { cursorOf } from '../core/local-db/schema.ts';
import { addRange } from '../core/ranges.ts';
import { applyAdded, applyChanged, applyHistory, applySent, withRuns } from './apply-messages.ts';
import { applyOwnReceipts, applyRead, applyReceipts } from './apply-receipts.ts';
import type { Batch } from './batch.ts';
import type { ActionResult, Input, Verdict } from './input.ts';
import { isOlder, mergeChat, withUnread } from './merge.ts';

/** One input into one batch. Applying anything twice is harmless; what has a gap before it moves no counter. */
export function apply(batch: Batch, input: Input): Verdict {
  switch (input.kind) {
    case 'event':
      return applyEvent(batch, input.event);
    case 'sync':
      batch.addUsers(input.reply.users);
      for (const id of input.reply.gone) {
        const taken = input.reply.taken?.find(({ chatId }) => chatId === id);
        batch.forgetChat(id, undefined, taken?.why);
      }
      for (const delta of input.reply.chats) applyDelta(batch, delta, input.sent[delta.chat.id]);
      return 'applied';
    case 'chat':
      batch.addUsers(input.reply.users);
      applyChat(batch, input.reply.chat);
      return 'applied';
    case 'sent':
      return applySent(batch, input.reply);
    case 'receipt':
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
    case 'actionResult':
      return applyActionResult(batch, input);
  }
}

function applyEvent(batch: Batch, event: Event): Verdict {
  switch (event.type) {
    case 'message.added':
      return applyAdded(batch, event.body.message, event.rev ?? 0);
    case 'message.changed':
      return applyChanged(batch, event.body, event.rev ?? 0, true);
    case 'receipts.moved':
      return applyReceipts(batch, event.body);
    case 'chat.changed':
      batch.addUsers(event.body.users);
      applyChat(batch, event.body.chat);
      return 'applied';
    case 'chat.gone':
      if ((batch.findChat(event.body.chatId)?.memberRev ?? 0) <= event.body.memberRev)
        batch.forgetChat(event.body.chatId, event.body.memberRev, event.body.why);
      return 'applied';
    case 'user.changed':
      batch.addUsers([event.body.user]);
      return 'applied';
    default:
      return 'applied';
  }
}

/** The pending action is done, whether or not the `rev` of the reply fits already: sync sorts that out. */
function applyActionResult(batch: Batch, input: ActionResult): Verdict {
  if (input.id !== undefined) batch.answeredActions.add(input.id);
  if (input.draft !== undefined) batch.storedDrafts.set(input.chatId, input.draft);
  if (input.gone) batch.forgetChat(input.chatId);
  // It brings back no chat that this device, or another one, has taken off the list meanwhile.
  if (input.chat && batch.findChat(input.chatId)) {
    batch.addUsers(input.chat.users);
    applyChat(batch, input.chat.chat);
  }
  const chat = batch.findChat(input.chatId);
  if (chat && input.hidden) {
    const above = input.hidden.filter((seq) => seq > chat.settings.cleared);
    const hidden = [...new Set([...chat.settings.hidden, ...above])];
    batch.setChat({ ...chat, settings: { ...chat.settings, hidden } });
  }
  if (chat && input.played !== undefined) {
    const played = withPlayed(chat.settings.played, input.played);
    batch.setChat({ ...chat, settings: { ...chat.settings, played } });
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
  const before = batch.findChat(chat.id);
  const back =
    sent !== undefined &&
    (isOtherEpoch(chat.rev - sent[1]) ||
      cursorOf(chat).some((counter, i) => counter < (sent[i] ?? 0)));
  const restarts = back || delta.stale || before?.resync;
  if (restarts) batch.restartChat(chat.id);
  const held = restarts ? undefined : before;
  const floor = restarts ? 0 : (sent?.[0] ?? 0);
  for (const message of messages) batch.storeMessage(message);
  const fresh = messages.map((message) => message.seq).filter((seq) => seq > floor);
  const ranges = withRuns(held?.ranges ?? [], fresh);
  const merged = mergeChat(held, chat, batch.me, ranges, true);
  // Events have overtaken the snapshot, and what they said is dropped with the copy.
  if (restarts && !back && before && isOlder(chat, before)) batch.behind.add(chat.id);
  // What was read here stays read, whatever became of the copy.
  const localRead = back ? 0 : Math.min(before?.localRead ?? 0, merged.lastSeq);
  batch.setChat(withUnread({ ...merged, localRead }, merged.unread, batch.me));
}

/**
 * Applies a chat snapshot without its messages. A chat that is new to the device is stored whole, and its history is a
 * hole. Where the snapshot is ahead in messages, `sync` brings them.
 */
function applyChat(batch: Batch, chat: Chat): void {
  const held = batch.findChat(chat.id);
  if (!held && chat.memberRev < (batch.goneAt.get(chat.id) ?? 0)) return;
  if (chat.last && held && chat.rev < held.rev) batch.storeLate(held, chat.last);
  else if (chat.last) batch.storeMessage(chat.last, true);
  if (held && chat.rev > held.rev) batch.behind.add(chat.id);
  const ranges = chat.last ? addRange([], chat.last.seq, chat.last.seq) : [];
  batch.setChat(mergeChat(held, chat, batch.me, held?.ranges ?? ranges, false));
}
