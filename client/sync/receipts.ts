import type { ReceiptReply } from '../../protocol/messages.ts';
import { backoff } from '../core/backoff.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { ApiError, isApiError } from '../core/services.ts';

/** Several messages of one moment share one receipt. */
const COALESCE_MS = 40;
const AT_ONCE = 16;

type MarkType = 'chat.delivered' | 'chat.read';
type Hooks = {
  me: string;
  send(type: MarkType, body: { chatId: string; seq: number }): Promise<ReceiptReply>;
  onReceipt(chatId: string, reply: ReceiptReply): void;
};

/**
 * Tells the server how far this device has received and read. It looks at what is stored and compares: so "delivered"
 * means "on this device's disk", and a receipt that was lost with its connection is simply still due.
 */
export class Receipts {
  private readonly due = new Map<string, ChatRecord>();
  private readonly reported = new Map<string, number>();
  private timer: Cancel | undefined;
  private flushing = false;
  private failures = 0;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks,
  ) {}

  /** These chats are stored like this. */
  checkChats(chats: readonly ChatRecord[], now = false): void {
    for (const chat of chats) if (this.findDue(chat)) this.due.set(chat.id, chat);
    if (this.due.size > 0) this.flushLater(now ? 0 : COALESCE_MS);
  }

  /** What was sent on the previous connection may not have arrived. */
  forget(): void {
    this.timer?.();
    this.timer = undefined;
    this.reported.clear();
    this.due.clear();
  }

  private findDue(chat: ChatRecord): { type: MarkType; seq: number } | undefined {
    const own = chat.members.find((member) => member.userId === this.hooks.me);
    // A receipt would accept a stranger's request (docs/decisions/0008), so a person who only looks at the chat sends
    // none.
    if (!own || chat.settings.request) return undefined;
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
    return (this.reported.get(`${type} ${chatId}`) ?? 0) < seq;
  }

  private flushLater(ms: number): void {
    if (this.flushing) return;
    this.timer ??= this.env.after(ms, () => {
      this.timer = undefined;
      void this.flush();
    });
  }

  /** A few at a time: after a long absence there may be hundreds, more than the rate limit lets through at once. */
  private async flush(): Promise<void> {
    this.flushing = true;
    let wait = 0;
    while (this.due.size > 0 && wait === 0) {
      const chats = [...this.due.values()].slice(0, AT_ONCE);
      for (const chat of chats) this.due.delete(chat.id);
      wait = Math.max(...(await Promise.all(chats.map((chat) => this.sendReceipt(chat)))));
    }
    this.flushing = false;
    if (this.due.size > 0) this.flushLater(wait);
  }

  /** Returns how long to wait before the next receipt, in ms; then this chat is due again. */
  private async sendReceipt(chat: ChatRecord): Promise<number> {
    const want = this.findDue(chat);
    if (!want) return 0;
    const { type, seq } = want;
    this.reported.set(`${type} ${chat.id}`, seq);
    try {
      this.hooks.onReceipt(chat.id, await this.hooks.send(type, { chatId: chat.id, seq }));
      this.failures = 0;
      return 0;
    } catch (error) {
      // Offline: the next hello looks at every chat again.
      if (isApiError(error, 'offline')) return 0;
      this.reported.delete(`${type} ${chat.id}`);
      this.due.set(chat.id, this.due.get(chat.id) ?? chat);
      const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : null;
      return retryAfterMs ?? backoff(2 + this.failures++, this.env.random);
    }
  }
}
