import type { Message, MessageChanged, SendReply } from '../../protocol/messages.ts';
import { isArchived, isHidden } from '../../protocol/rules/chat-settings.ts';
import { addresseesOf, isCounted } from '../../protocol/rules/messages.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { addRange, type Range, toRuns } from '../core/ranges.ts';
import type { Batch } from './batch.ts';
import type { Verdict } from './input.ts';
import { ownReadSeq, withUnread } from './merge.ts';

export function applyAdded(batch: Batch, message: Message, rev: number): Verdict {
  const chat = batch.findChat(message.chatId);
  if (!chat) return 'gap';
  if (rev !== 0 && rev <= chat.rev) {
    batch.storeLate(chat, message);
    return 'applied';
  }
  if (rev !== chat.rev + 1 || message.seq !== chat.lastSeq + 1) return 'gap';
  batch.storeMessage(message, true);
  const grown: ChatRecord = {
    ...chat,
    rev,
    lastSeq: message.seq,
    last: message,
    lastAt: Math.max(chat.lastAt, message.createdAt),
    ranges: addRange(chat.ranges, message.seq, message.seq),
    settings: unarchive(chat, message),
  };
  const unseen = isCounted(message, batch.me) && message.seq > ownReadSeq(chat, batch.me) ? 1 : 0;
  const called = unseen ? countMention(batch, message) : 0;
  const counted = { ...grown, mentions: chat.mentions + (called ?? 0) };
  const next = applySystemMessage(
    called === undefined ? { ...counted, needsRefresh: true } : counted,
    message,
  );
  batch.setChat(withUnread(next, chat.unread + unseen, batch.me));
  return 'applied';
}

/** The device does not know when the chat was archived, but a new message comes after it. */
function unarchive({ settings }: ChatRecord, { createdAt }: Message): ChatRecord['settings'] {
  if (!settings.archived) return settings;
  const { mutedUntil } = settings;
  return isArchived({ archivedAt: 0, mutedUntil, lastAt: createdAt })
    ? settings
    : { ...settings, archived: false };
}

/** The reply to a retry carries the chat's present `rev`, which says nothing about what lies between. */
export function applySent(batch: Batch, { message, rev, retry }: SendReply): Verdict {
  if (!retry) return applyAdded(batch, message, rev);
  const chat = batch.findChat(message.chatId);
  if (!chat || message.seq > chat.lastSeq) return 'gap';
  if (rev < chat.rev) batch.storeLate(chat, message);
  else batch.storeMessage(message, true);
  return 'applied';
}

/**
 * Applies a changed message. The copy in a reply is stored in any case, because its `rev` decides which copy is newer.
 * This holds where the history is missing too: a page that was read before the change must not bring the old text back.
 * The counters of the chat move only without a gap.
 */
export function applyChanged(
  batch: Batch,
  changed: MessageChanged,
  rev: number,
  partial: boolean,
): Verdict {
  const { message: copy, reacted } = changed;
  const chat = batch.findChat(copy.chatId);
  if (!chat) return 'gap';
  const known = batch.findMessage(copy.chatId, copy.seq);
  const message = reacted?.userId === batch.me ? { ...copy, ownReactions: reacted.emojis } : copy;
  // An event says too little to be applied out of turn: the events before it say which reactions are the person's own.
  if (partial && rev > chat.rev + 1) return 'gap';
  if (partial && rev <= chat.rev) batch.storeLate(chat, message);
  else if (message.seq <= chat.lastSeq) batch.storeMessage(message, partial);
  if (rev <= chat.rev) return 'applied';
  if (rev !== chat.rev + 1) return 'gap';
  const newest = known && known.rev >= message.rev ? known : message;
  const last = chat.last?.seq === message.seq ? newest : chat.last;
  const before = known && known.rev < message.rev ? known : undefined;
  const next = { ...chat, rev, last, ...movePins(chat, before, message) };
  batch.setChat(
    affectsCounts(chat, before, changed, batch.me) ? { ...next, needsRefresh: true } : next,
  );
  return 'applied';
}

/** Shows a pin, and its end, at once. Which pin is the newest after that the server says. */
function movePins(
  { pinnedSeq, pinCount, settings }: ChatRecord,
  before: Message | undefined,
  { seq, pinnedAt }: Message,
): Pick<ChatRecord, 'pinnedSeq' | 'pinCount'> {
  const isPinned = pinnedAt !== undefined;
  const wasPinned = before ? before.pinnedAt !== undefined : isPinned || pinnedSeq === seq;
  if (wasPinned === isPinned || isHidden(settings, seq)) return { pinnedSeq, pinCount };
  if (isPinned) return { pinnedSeq: seq, pinCount: pinCount + 1 };
  return { pinnedSeq: pinnedSeq === seq ? null : pinnedSeq, pinCount: Math.max(0, pinCount - 1) };
}

/**
 * Whether the change may have moved the pins, the unread or the mentions. `before`: the message as it was; undefined:
 * the device does not hold it, or a page or a reply has brought the change before its turn.
 */
function affectsCounts(
  chat: ChatRecord,
  before: Message | undefined,
  { message, reacted }: MessageChanged,
  me: string,
): boolean {
  if (reacted || isHidden(chat.settings, message.seq)) return false;
  const isPinned = message.pinnedAt !== undefined;
  if (before ? before.pinnedAt !== message.pinnedAt : isPinned || chat.pinCount > 0) return true;
  if (message.senderId === me || message.seq <= ownReadSeq(chat, me)) return false;
  return before?.editedAt !== message.editedAt || before.deletedAt !== message.deletedAt;
}

/** Messages beyond what the cursor covers are left out: they are on their way with their `rev`. */
export function applyHistory(batch: Batch, chatId: string, messages: readonly Message[]): void {
  const chat = batch.findChat(chatId);
  if (!chat) return;
  const known = messages.filter((message) => message.seq <= chat.lastSeq);
  for (const message of known) batch.storeMessage(message);
  const seqs = known.map((message) => message.seq);
  batch.setChat({ ...chat, ranges: withRuns(chat.ranges, seqs) });
}

export function withRuns(ranges: readonly Range[], seqs: readonly number[]): readonly Range[] {
  return toRuns(seqs).reduce<readonly Range[]>(
    (all, [from, to]) => addRange(all, from, to),
    ranges,
  );
}

/** Applies what a system message says has changed in the group. What it leaves out is asked for (`needsRefresh`). */
function applySystemMessage(chat: ChatRecord, { system }: Message): ChatRecord {
  switch (system?.type) {
    case undefined:
    case 'group.created':
    case 'message.pinned':
      return chat;
    case 'title.changed':
      return { ...chat, title: system.text ?? chat.title };
    case 'about.changed':
      return { ...chat, about: system.text ?? '' };
    case 'avatar.changed':
      return { ...chat, avatar: system.text ?? null };
    default:
      return { ...chat, needsRefresh: true };
  }
}

/**
 * 1: the message is addressed to this person. Undefined: the device does not hold the message that it replies to, and
 * only the server knows who wrote that.
 */
export function countMention(batch: Batch, message: Message): 0 | 1 | undefined {
  const { chatId, replyTo } = message;
  const answered = replyTo === undefined ? undefined : batch.findMessage(chatId, replyTo);
  const answers = answered?.kind === 'text' ? answered.senderId : undefined;
  if (addresseesOf(message, answers).includes(batch.me)) return 1;
  return replyTo !== undefined && !answered ? undefined : 0;
}
