import type { Message, MessageChanged, SendReply } from '../../protocol/messages.ts';
import { isArchived, isHidden } from '../../protocol/rules/chat-settings.ts';
import { isCounted } from '../../protocol/rules/messages.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { addRange, type Range, runs } from '../core/ranges.ts';
import { callOf } from './addressed.ts';
import type { Batch } from './batch.ts';
import type { Verdict } from './input.ts';
import { ownReadSeq, withUnread } from './merge.ts';
import { withPin } from './pins.ts';
import { withSystemNote } from './system-messages.ts';

export function applyAdded(batch: Batch, message: Message, rev: number): Verdict {
  const chat = batch.chat(message.chatId);
  if (!chat) return 'gap';
  if (rev !== 0 && rev <= chat.rev) {
    batch.storeLate(chat, message);
    return 'applied';
  }
  if (rev !== chat.rev + 1 || message.seq !== chat.lastSeq + 1) return 'gap';
  batch.store(message, true);
  const grown: ChatRecord = {
    ...chat,
    rev,
    lastSeq: message.seq,
    last: message,
    lastAt: Math.max(chat.lastAt, message.createdAt),
    ranges: addRange(chat.ranges, message.seq, message.seq),
    own: fromArchive(chat, message),
  };
  const unseen = isCounted(message, batch.me) && message.seq > ownReadSeq(chat, batch.me) ? 1 : 0;
  const called = unseen ? callOf(batch, message) : 0;
  const counted = { ...grown, mentions: chat.mentions + (called ?? 0) };
  const next = withSystemNote(
    called === undefined ? { ...counted, unsure: true } : counted,
    message,
  );
  batch.setChat(withUnread(next, chat.unread + unseen, batch.me));
  return 'applied';
}

/** The device does not know when the chat was archived, but a new message comes after it. */
function fromArchive({ own }: ChatRecord, { createdAt }: Message): ChatRecord['own'] {
  if (!own.archived) return own;
  const { mutedUntil } = own;
  return isArchived({ archivedAt: 0, mutedUntil, lastAt: createdAt })
    ? own
    : { ...own, archived: false };
}

/** The reply to a retry carries the chat's present `rev`, which says nothing about what lies between. */
export function applySent(batch: Batch, { message, rev, retry }: SendReply): Verdict {
  if (!retry) return applyAdded(batch, message, rev);
  const chat = batch.chat(message.chatId);
  if (!chat || message.seq > chat.lastSeq) return 'gap';
  if (rev < chat.rev) batch.storeLate(chat, message);
  else batch.store(message, true);
  return 'applied';
}

/**
 * Applies a changed message. The copy in a reply is stored in any case, because its `rev` decides which copy is newer.
 * This holds where the history is missing too: a page that was read before the change must not bring the old text back.
 * The counters of the chat move only without a gap.
 */
export function applyChanged(
  batch: Batch,
  { message: told, reacted }: MessageChanged,
  rev: number,
  partial: boolean,
): Verdict {
  const chat = batch.chat(told.chatId);
  if (!chat) return 'gap';
  const known = batch.held(told.chatId, told.seq);
  const message = reacted?.userId === batch.me ? { ...told, mine: reacted.emojis } : told;
  // An event says too little to be applied out of turn: the events before it say which reactions are the person's own.
  if (partial && rev > chat.rev + 1) return 'gap';
  if (partial && rev <= chat.rev) batch.storeLate(chat, message);
  else if (message.seq <= chat.lastSeq) batch.store(message, partial);
  if (rev <= chat.rev) return 'applied';
  if (rev !== chat.rev + 1) return 'gap';
  // A page or a reply has brought the message before its turn, so the device cannot know what it was before and what
  // the change did to the counters.
  if (known && known.rev >= message.rev) {
    const shown = chat.last?.seq === known.seq ? known : chat.last;
    batch.setChat({ ...chat, rev, last: shown, unsure: true });
    return 'applied';
  }
  const last = chat.last?.seq === message.seq ? message : chat.last;
  const pinned = withPin({ ...chat, rev, last }, known, message);
  batch.setChat(recounted(batch, pinned, known, message));
  return 'applied';
}

/**
 * The unread count is asked for again when an unread message is deleted or edited: there may be one less, and the
 * mentions may be others.
 */
function recounted(
  batch: Batch,
  chat: ChatRecord,
  known: Message | undefined,
  message: Message,
): ChatRecord {
  const deleted = message.deletedAt !== null;
  if (known ? known.deletedAt !== null || !isCounted(known, batch.me) : !deleted) return chat;
  if (message.seq <= ownReadSeq(chat, batch.me) || isHidden(chat.own, message.seq)) return chat;
  if (message.senderId === batch.me) return chat;
  const [before, after] = [known && callOf(batch, known), deleted ? 0 : callOf(batch, message)];
  const called = before === undefined || after === undefined ? undefined : after - before;
  const mentions = Math.max(0, chat.mentions + (called ?? 0));
  const next =
    called === undefined ? { ...chat, mentions, unsure: true as const } : { ...chat, mentions };
  return withUnread(next, chat.unread - (deleted ? 1 : 0), batch.me);
}

/** Messages beyond what the cursor covers are left out: they are on their way with their `rev`. */
export function applyHistory(batch: Batch, chatId: string, messages: readonly Message[]): void {
  const chat = batch.chat(chatId);
  if (!chat) return;
  const known = messages.filter((message) => message.seq <= chat.lastSeq);
  for (const message of known) batch.store(message);
  const seqs = known.map((message) => message.seq);
  batch.setChat({ ...chat, ranges: withRuns(chat.ranges, seqs) });
}

export function withRuns(ranges: readonly Range[], seqs: readonly number[]): readonly Range[] {
  return runs(seqs).reduce<readonly Range[]>((all, [from, to]) => addRange(all, from, to), ranges);
}
