import type { Chat } from '../../../../protocol/chats.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import type { MarkReply, Message } from '../../../../protocol/messages.ts';
import type { ChatDelta, CursorEntry } from '../../../../protocol/sync.ts';

/** A chat as the server keeps it (server/sync/delta.ts and server/messages say the same about a real one). */
export class ServerChat {
  messages: Message[] = [];
  rev = 0;
  marks = 0;
  readonly members = new Map<string, { delivered: number; read: number; list: number }>();

  constructor(
    readonly id: string,
    readonly kind: Chat['kind'],
    memberIds: readonly string[],
    readonly createdAt: number,
  ) {
    for (const userId of memberIds) this.members.set(userId, { delivered: 0, read: 0, list: 1 });
  }

  get lastSeq(): number {
    return this.messages.length;
  }

  add(senderId: string, clientId: string, text: string, createdAt: number): Message {
    const message: Message = {
      chatId: this.id,
      seq: this.lastSeq + 1,
      senderId,
      clientId,
      kind: 'text',
      text,
      createdAt,
      editedAt: null,
      deletedAt: null,
      rev: 0,
    };
    this.messages.push(message);
    this.rev += 1;
    return message;
  }

  edit(seq: number, text: string): Message {
    const held = this.messages[seq - 1];
    if (!held) throw new Error(`no message ${seq}`);
    const message = { ...held, text, rev: ++this.rev };
    this.messages[seq - 1] = message;
    return message;
  }

  mark(userId: string, to: { delivered: number; read: number }): MarkReply & { moved: boolean } {
    const member = this.members.get(userId);
    if (!member) throw new Error(`${userId} is not in ${this.id}`);
    const read = Math.max(member.read, Math.min(to.read, this.lastSeq));
    const delivered = Math.max(member.delivered, Math.min(to.delivered, this.lastSeq), read);
    const moved = read > member.read || delivered > member.delivered;
    if (moved) this.marks += 1;
    Object.assign(member, { delivered, read });
    return { delivered, read, marks: this.marks, unread: this.unread(userId), moved };
  }

  unread(userId: string): number {
    const read = this.members.get(userId)?.read ?? 0;
    return this.messages.filter((m) => m.seq > read && m.senderId !== userId).length;
  }

  view(userId: string): Chat {
    return {
      id: this.id,
      kind: this.kind,
      title: null,
      createdAt: this.createdAt,
      lastAt: this.messages.at(-1)?.createdAt ?? this.createdAt,
      lastSeq: this.lastSeq,
      rev: this.rev,
      marks: this.marks,
      list: this.members.get(userId)?.list ?? 0,
      unread: this.unread(userId),
      members: [...this.members].map(([id, { delivered, read }]) => ({
        userId: id,
        role: 'member',
        delivered,
        read,
      })),
      last: this.messages.at(-1) ?? null,
    };
  }

  /** Undefined when the device has it all. */
  delta(userId: string, entry: CursorEntry | undefined): ChatDelta | undefined {
    const chat = this.view(userId);
    if (entry && [chat.lastSeq, chat.rev, chat.marks, chat.list].join() === entry.join()) return;
    const [seq, rev] = entry ?? [0, 0];
    const added = chat.lastSeq - seq;
    const head = { chat, messages: this.messages.slice(-LIMITS.syncHead), reset: true };
    if (added < 0 || chat.rev < rev || added > LIMITS.syncGap) return head;
    if (!entry && added > LIMITS.syncHead) return head;
    const changed = this.messages.filter((m) => m.seq <= seq && m.rev > rev);
    return { chat, messages: [...changed, ...this.messages.slice(seq)], reset: false };
  }
}
