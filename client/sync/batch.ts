import type { Why } from '../../protocol/chats.ts';
import type { Message } from '../../protocol/messages.ts';
import type { User } from '../../protocol/users.ts';
import { withHidden } from '../core/hidden.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { rangeAt } from '../core/ranges.ts';
import type { Taken } from '../core/taken.ts';
import type { Unsent } from '../core/unsent.ts';

/** `partial`: an event, which does not say what one's own reactions are. */
export type Copy = { message: Message; partial: boolean };
type Places = Map<string, Map<number, Message>>;

/** What one transaction is about to write, over the rows that it has read. */
export class Batch {
  readonly written = new Set<string>();
  readonly gone = new Set<string>();
  readonly taken = new Map<string, Taken>();
  /** Chats whose stored messages are not to be trusted. */
  readonly restarted = new Set<string>();
  readonly users = new Map<string, User>();
  readonly messages = new Map<string, Map<number, Copy>>();
  /** Messages that are not to be stored. The person's own ones among them have arrived, though. */
  readonly late: Message[] = [];
  /** Chats that are behind the server though nothing of them is held back. */
  readonly behind = new Set<string>();
  /** Ids of pending actions that are answered, and drafts that the server has, by chat. */
  readonly answeredActions = new Set<string>();
  readonly storedDrafts = new Map<string, Unsent>();
  private readonly chats = new Map<string, ChatRecord>();
  private readonly versions = new Map<string, number>();

  /** `known`: the stored copies of the messages that the inputs speak of. */
  constructor(
    readonly me: string,
    readonly before: ReadonlyMap<string, ChatRecord>,
    private readonly known: Places = new Map(),
    /** The `list` with which a chat was removed: an older snapshot of it may still be on its way. */
    readonly goneAt: Map<string, number> = new Map(),
  ) {
    for (const [id, chat] of before) {
      this.versions.set(id, chat.version);
      if (!chat.left) this.chats.set(id, chat);
    }
  }

  findChat(id: string): ChatRecord | undefined {
    return this.chats.get(id);
  }

  setChat(chat: ChatRecord): void {
    const before = this.chats.get(chat.id);
    const ranges =
      before?.settings === chat.settings
        ? chat.ranges
        : withHidden(chat.ranges, chat.settings, before?.settings);
    this.chats.set(chat.id, { ...chat, ranges, version: this.nextVersion(chat.id) });
    this.written.add(chat.id);
    // Out and in again within one batch: what was held before is not to come back with it.
    if (this.gone.delete(chat.id)) this.restarted.add(chat.id);
    this.taken.delete(chat.id);
  }

  nextVersion(id: string): number {
    return (this.versions.get(id) ?? 0) + 1;
  }

  /** `why`: by whose hand, where it is not the person's own. */
  forgetChat(id: string, list = (this.chats.get(id)?.memberRev ?? -1) + 1, why?: Why): void {
    const title = this.chats.get(id)?.title;
    if (title && why) this.taken.set(id, { title, why });
    this.goneAt.set(id, Math.max(list, this.goneAt.get(id) ?? 0));
    this.chats.delete(id);
    this.written.delete(id);
    this.messages.delete(id);
    this.gone.add(id);
  }

  restartChat(id: string): void {
    this.messages.delete(id);
    this.restarted.add(id);
  }

  /** The copy that the device has, this batch's own included. */
  findMessage(chatId: string, seq: number): Message | undefined {
    return this.messages.get(chatId)?.get(seq)?.message ?? this.known.get(chatId)?.get(seq);
  }

  /** Keeps the copy of a message with the higher `rev`. */
  storeMessage(message: Message, partial = false): void {
    const copies = this.messages.get(message.chatId) ?? new Map<number, Copy>();
    this.messages.set(message.chatId, copies);
    const other = copies.get(message.seq);
    const copy = { message: toStored(message, partial), partial: partial && !message.ownReactions };
    if (!other) copies.set(message.seq, copy);
    else if (other.message.rev <= message.rev) copies.set(message.seq, joinCopies(copy, other));
    else copies.set(message.seq, joinCopies(other, copy));
  }

  /**
   * A copy that is older than the chat's counters. In a hole that a snapshot has jumped over, the message may have been
   * changed or deleted by events that never come here: its old text must not stay on the device.
   */
  storeLate(chat: ChatRecord, message: Message): void {
    if (rangeAt(chat.ranges, message.seq)) this.storeMessage(message, true);
    else this.late.push(message);
  }

  addUsers(users: readonly User[]): void {
    for (const user of users) this.users.set(user.id, user);
  }
}

/** The person's own reactions on the message are unknown, since only events have brought it. */
export function isUnknown({ reactions, ownReactions }: Message): boolean {
  return ownReactions === undefined && Boolean(reactions?.length);
}

/** A reply leaves out empty fields. In a stored row an absent field means that it is unknown. */
function toStored(message: Message, partial: boolean): Message {
  return !partial && isUnknown(message) ? { ...message, ownReactions: [] } : message;
}

/** The newer copy, with the reactions of one's own that only the older one knows. */
export function joinCopies(newer: Copy, older: Copy): Copy {
  if (!newer.partial || older.partial) return newer;
  const { ownReactions } = older.message;
  if (ownReactions === undefined || newer.message.deletedAt !== null)
    return { ...newer, partial: false };
  return { message: { ...newer.message, ownReactions }, partial: false };
}
