import type { Message } from '../../protocol/messages.ts';
import type { User } from '../../protocol/users.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';

/** What one transaction is about to write, over the rows that it has read. */
export class Batch {
  readonly written = new Set<string>();
  readonly gone = new Set<string>();
  /** Chats whose stored messages are not to be trusted. */
  readonly restarted = new Set<string>();
  readonly users = new Map<string, User>();
  readonly messages = new Map<string, Map<number, Message>>();
  /** Chats that are behind the server though nothing of them is held back. */
  readonly behind = new Set<string>();

  constructor(
    readonly me: string,
    private readonly chats: Map<string, ChatRecord>,
  ) {}

  chat(id: string): ChatRecord | undefined {
    return this.chats.get(id);
  }

  setChat(chat: ChatRecord): void {
    const before = this.chats.get(chat.id)?.version ?? 0;
    const version = this.written.has(chat.id) ? before : before + 1;
    this.chats.set(chat.id, { ...chat, version });
    this.written.add(chat.id);
    this.gone.delete(chat.id);
  }

  forget(id: string): void {
    this.chats.delete(id);
    this.written.delete(id);
    this.messages.delete(id);
    this.gone.add(id);
  }

  startOver(id: string): void {
    this.messages.delete(id);
    this.restarted.add(id);
  }

  /** Of two copies of a message the one with the higher `rev` stays. */
  store(message: Message): void {
    const known = this.messages.get(message.chatId) ?? new Map<number, Message>();
    this.messages.set(message.chatId, known);
    const other = known.get(message.seq);
    if (!other || other.rev <= message.rev) known.set(message.seq, message);
  }

  addUsers(users: readonly User[]): void {
    for (const user of users) this.users.set(user.id, user);
  }
}
