import type { MarkReply } from '../../protocol/messages.ts';
import { backoff } from '../core/backoff.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';

/** Several messages of one moment share one receipt. */
const COALESCE_MS = 40;

type MarkType = 'chat.delivered' | 'chat.read';
type Hooks = {
  me: string;
  send(type: MarkType, body: { chatId: string; seq: number }): Promise<MarkReply>;
  marked(chatId: string, reply: MarkReply): void;
};

/**
 * Tells the server how far this device has received and read. It looks at what is stored and compares: so "delivered"
 * means "on this device's disk", and a receipt that was lost with its connection is simply still due.
 */
export class Receipts {
  private readonly due = new Map<string, ChatRecord>();
  private readonly told = new Map<string, number>();
  private timer: Cancel | undefined;
  private failures = 0;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks,
  ) {}

  /** These chats are stored like this. */
  look(chats: readonly ChatRecord[], now = false): void {
    for (const chat of chats) if (this.wants(chat)) this.due.set(chat.id, chat);
    if (this.due.size > 0) this.timer ??= this.env.after(now ? 0 : COALESCE_MS, () => this.flush());
  }

  /** What was told on the connection before may not have arrived. */
  forget(): void {
    this.timer?.();
    this.timer = undefined;
    this.told.clear();
    this.due.clear();
  }

  private wants(chat: ChatRecord): { type: MarkType; seq: number } | undefined {
    const own = chat.members.find((member) => member.userId === this.hooks.me);
    if (!own) return undefined;
    const read = Math.min(chat.localRead, chat.lastSeq);
    if (read > own.read && this.isNew('chat.read', chat.id, read))
      return { type: 'chat.read', seq: read };
    const unheard = chat.unread > 0 || (chat.last && chat.last.senderId !== this.hooks.me);
    if (
      unheard &&
      chat.lastSeq > own.delivered &&
      this.isNew('chat.delivered', chat.id, chat.lastSeq)
    )
      return { type: 'chat.delivered', seq: chat.lastSeq };
    return undefined;
  }

  private isNew(type: MarkType, chatId: string, seq: number): boolean {
    return (this.told.get(`${type} ${chatId}`) ?? 0) < seq;
  }

  private flush(): void {
    this.timer = undefined;
    const chats = [...this.due.values()];
    this.due.clear();
    for (const chat of chats) {
      const want = this.wants(chat);
      if (want) void this.tell(chat, want.type, want.seq);
    }
  }

  private async tell(chat: ChatRecord, type: MarkType, seq: number): Promise<void> {
    this.told.set(`${type} ${chat.id}`, seq);
    try {
      const reply = await this.hooks.send(type, { chatId: chat.id, seq });
      this.failures = 0;
      this.hooks.marked(chat.id, reply);
    } catch {
      // Offline: the next hello looks at every chat again. Anything else may pass.
      this.told.delete(`${type} ${chat.id}`);
      this.timer ??= this.env.after(backoff(2 + this.failures++, this.env.random), () => {
        this.due.set(chat.id, chat);
        this.flush();
      });
    }
  }
}
