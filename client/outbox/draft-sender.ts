import { LIMITS } from '../../protocol/limits.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { ChatRecord, DraftRow } from '../core/local-db/schema.ts';
import { isSameDraft } from '../core/unsent.ts';
import { decideRetry } from './policy.ts';

/** How long after the last key a draft is sent. */
const QUIET_MS = 2000;
/** Two clocks are compared over a network. */
const DOUBT_MS = 5000;

type Hooks = {
  drafts(): ReadonlyMap<string, DraftRow>;
  findChat(id: string): ChatRecord | undefined;
  isOnline(): boolean;
  /** Sends the draft to the server and stores the reply. */
  send(draft: DraftRow): Promise<void>;
  /** The server's draft counts. */
  yieldDraft(draft: DraftRow): Promise<void>;
};

/** Takes drafts to the server, where the person's other devices find them. */
export class DraftSender {
  private readonly timers = new Map<string, Cancel>();
  private readonly failures = new Map<string, number>();
  /**
   * A draft that the server has refused is not sent again until it, or the person's membership of the chat, has
   * changed.
   */
  private readonly refused = new Map<string, string>();
  /** When the server got this device's own drafts, by its clock. */
  private readonly storedAt = new Map<string, number | undefined>();
  /** How far the server's clock is ahead, in ms. */
  private ahead = 0;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks,
  ) {}

  handleOpen(serverNow: number): void {
    this.ahead = serverNow - this.env.now();
    for (const chatId of this.hooks.drafts().keys()) this.flushLater(chatId, 0);
  }

  handleChange(chatIds: Iterable<string>): void {
    for (const chatId of chatIds) this.flushLater(chatId, QUIET_MS);
  }

  /** These chats are different: one may be there again whose draft waits. */
  checkChats(chatIds: Iterable<string>): void {
    for (const id of chatIds)
      if (this.hooks.drafts().has(id) && !this.timers.has(id)) this.flushLater(id, QUIET_MS);
  }

  stop(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private flushLater(chatId: string, ms: number): void {
    this.timers.get(chatId)?.();
    const run = () => {
      this.timers.delete(chatId);
      void this.flush(chatId);
    };
    this.timers.set(chatId, this.env.after(ms, run));
  }

  private async flush(chatId: string): Promise<void> {
    const row = this.hooks.drafts().get(chatId);
    const chat = this.hooks.findChat(chatId);
    if (!row || !chat || chat.left || !this.hooks.isOnline()) return;
    // Longer than the server keeps: it stays here, whole. What came back cut would stand in the field in its place.
    if (row.text.length > LIMITS.drafts) return;
    const attempt = `${chat.memberRev} ${row.replyTo ?? ''} ${row.text}`;
    if (this.refused.get(chatId) === attempt) return;
    try {
      if (this.isStored(chat, row)) return await this.hooks.yieldDraft(row);
      await this.hooks.send(row);
      this.storedAt.set(chatId, this.hooks.findChat(chatId)?.settings.draft?.at);
      this.failures.delete(chatId);
    } catch (error) {
      const failures = this.failures.get(chatId) ?? 0;
      const decision = decideRetry(error, failures, this.env.random);
      this.failures.set(chatId, failures + 1);
      if (decision.do === 'fail') this.refused.set(chatId, attempt);
      if (decision.do === 'retry' && !this.timers.has(chatId))
        this.flushLater(chatId, decision.afterMs);
    }
  }

  /** The server has the same words, or newer ones of another device. */
  private isStored({ id, settings }: ChatRecord, row: DraftRow): boolean {
    if (isSameDraft(row, settings.draft)) return true;
    if (!settings.draft || settings.draft.at === this.storedAt.get(id)) return false;
    return settings.draft.at > (row.at ?? 0) + this.ahead + DOUBT_MS;
  }
}
