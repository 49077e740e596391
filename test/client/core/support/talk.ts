import type { Chat } from '../../../../protocol/chats.ts';
import type { UpBody, UpReply, UpType } from '../../../../protocol/up.ts';
import type { Person, RealServer } from './real-server.ts';

/** A message as the server's file has it. */
export type Written = {
  seq: number;
  senderId: string;
  clientId: string;
  text: string;
  createdAt: number;
};
type Member = {
  delivered: number;
  read: number;
  cleared: number;
  /** Off their list as long as nothing above it comes. */
  removed: number | null;
  unreadMark: boolean;
  draft: Draft | null;
};
type Draft = { text: string; replyTo?: number };
type Place = Omit<Member, 'draft' | 'unreadMark'> & { unreadMark: number; draft: string | null };

/** A chat at the server: what its file says of it, and what people do in it from devices that are not here. */
export class Talk {
  constructor(
    private readonly server: RealServer,
    readonly id: string,
  ) {}

  /** Makes a chat that both have opened: no message in it is a stranger's, so receipts are shown. */
  static async direct(server: RealServer, one: Person, other: Person): Promise<Talk> {
    await server.ask(one.id, 'chat.create', { kind: 'direct', userId: other.id });
    const { chat } = await server.ask(other.id, 'chat.create', { kind: 'direct', userId: one.id });
    return new Talk(server, chat.id);
  }

  /** Makes a chat in which what the one writes waits until the other accepts it. */
  static async request(server: RealServer, one: Person, other: Person): Promise<Talk> {
    const body = { kind: 'direct', userId: other.id } as const;
    return new Talk(server, (await server.ask(one.id, 'chat.create', body)).chat.id);
  }

  /** Makes a group that all have accepted; its first message says that it was made. */
  static async group(server: RealServer, owner: Person, ...others: Person[]): Promise<Talk> {
    const userIds = others.map(({ id }) => id);
    const body = { kind: 'group', title: 'Trip', clientId: Bun.randomUUIDv7(), userIds } as const;
    const talk = new Talk(server, (await server.ask(owner.id, 'chat.create', body)).chat.id);
    // Who has no chat with the owner is asked first.
    for (const other of others) await talk.ask(other, 'chat.accept', {});
    return talk;
  }

  get messages(): Written[] {
    return this.server.rows<Written>(
      `SELECT seq, sender_id AS senderId, client_id AS clientId, body AS text, created_at AS createdAt
        FROM messages WHERE chat_id = ? ORDER BY seq`,
      this.id,
    );
  }

  get lastSeq(): number {
    return this.counters.seq;
  }

  get rev(): number {
    return this.counters.rev;
  }

  private get counters(): { seq: number; rev: number } {
    const sql = 'SELECT last_seq AS seq, last_rev AS rev FROM chats WHERE id = ?';
    const [found] = this.server.rows<{ seq: number; rev: number }>(sql, this.id);
    return found ?? { seq: 0, rev: 0 };
  }

  member({ id }: Person): Member | undefined {
    const [found] = this.server.rows<Place>(
      `SELECT delivered_seq AS delivered, read_seq AS read, cleared_seq AS cleared,
          removed_seq AS removed, unread_mark AS unreadMark, draft
        FROM members WHERE chat_id = ? AND user_id = ?`,
      this.id,
      id,
    );
    return (
      found && {
        ...found,
        unreadMark: found.unreadMark === 1,
        draft: found.draft === null ? null : (JSON.parse(found.draft) as Draft),
      }
    );
  }

  /** Returns the chat as that person sees it now. */
  async seenBy(who: Person): Promise<Chat> {
    return (await this.ask(who, 'chat.get', {})).chat;
  }

  async say(who: Person, ...lines: string[]): Promise<void> {
    for (const text of lines)
      await this.ask(who, 'message.send', { clientId: Bun.randomUUIDv7(), text });
  }

  /** Sends so many messages, ten at once and then none for a minute; the ten come in any order. */
  async fill(who: Person, count: number): Promise<void> {
    for (let at = 0; at < count; at += 10) {
      const lines = Array.from({ length: Math.min(10, count - at) }, (_, i) => `m${at + i + 1}`);
      await Promise.all(lines.map((line) => this.say(who, line)));
      this.server.pass(60_000);
    }
  }

  async edit(who: Person, seq: number, text: string): Promise<void> {
    await this.ask(who, 'message.edit', { seq, text });
  }

  /** Deletes it for everyone. */
  async bury(who: Person, seq: number): Promise<void> {
    await this.ask(who, 'message.delete', { seqs: [seq], everyone: true });
  }

  async read(who: Person, seq: number): Promise<void> {
    await this.ask(who, 'chat.read', { seq });
  }

  ask<T extends UpType>(
    who: Person,
    type: T,
    body: Omit<UpBody<T>, 'chatId'>,
  ): Promise<UpReply<T>> {
    return this.server.ask(who.id, type, { ...body, chatId: this.id } as UpBody<T>);
  }
}
