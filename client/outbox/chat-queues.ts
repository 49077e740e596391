import type { ErrorCode } from '../../protocol/errors.ts';
import type { Cancel, Env } from '../core/env.ts';
import { decideRetry } from './policy.ts';

/** How long a queue waits after an error of the local database. */
const STORAGE_MS = 5000;

type Hooks<Row> = {
  /** What waits, in order. */
  rows(): readonly Row[];
  isOnline(): boolean;
  /** Asks the server and stores its reply. When it resolves, the row no longer waits. */
  send(row: Row): Promise<void>;
  onRefused(row: Row, code: ErrorCode): Promise<void>;
};

/** One chat's queue. `wait` set: the next try is at that timer. */
type ChatQueue = { busy: boolean; attempt: number; wait: Cancel | undefined };

/**
 * Sends the rows of a queue: chats side by side, within a chat one after the other. Two in flight would be faster and
 * could be reordered: the first may be refused for a moment (rate limit, a full batch) and the second accepted. What is
 * in flight when the tab, the socket or the server dies is sent again, so everything that waits here can be sent twice.
 */
export class ChatQueues<Row extends { chatId: string }> {
  private readonly queues = new Map<string, ChatQueue>();
  private stopped = false;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks<Row>,
  ) {}

  /**
   * Starts the queues when a row was added, or when the server can be reached again. `isNewConnection`: earlier failures
   * and waits are forgotten.
   */
  wake(isNewConnection = false): void {
    if (isNewConnection) this.reset();
    if (this.stopped || !this.hooks.isOnline()) return;
    for (const chatId of new Set(this.hooks.rows().map((row) => row.chatId)))
      this.startQueue(chatId);
  }

  stop(): void {
    this.stopped = true;
    this.reset();
  }

  private reset(): void {
    for (const queue of this.queues.values()) queue.wait?.();
    this.queues.clear();
  }

  private startQueue(chatId: string): void {
    const queue = this.queues.get(chatId) ?? { busy: false, attempt: 0, wait: undefined };
    if (queue.busy || queue.wait) return;
    this.queues.set(chatId, queue);
    queue.busy = true;
    void this.runQueue(chatId, queue)
      .catch(() => this.retryLater(chatId, queue, STORAGE_MS))
      .finally(() => {
        queue.busy = false;
      });
  }

  private async runQueue(chatId: string, queue: ChatQueue): Promise<void> {
    for (;;) {
      const row = this.hooks.rows().find((other) => other.chatId === chatId);
      if (!row || !this.isOpen(chatId, queue)) return;
      try {
        await this.hooks.send(row);
        queue.attempt = 0;
      } catch (error) {
        const decision = decideRetry(error, queue.attempt++, this.env.random);
        if (decision.do === 'wait') return;
        if (decision.do === 'retry') return this.retryLater(chatId, queue, decision.afterMs);
        await this.hooks.onRefused(row, decision.code);
      }
    }
  }

  /** A queue that a new connection has replaced sends nothing more. */
  private isOpen(chatId: string, queue: ChatQueue): boolean {
    return !this.stopped && this.hooks.isOnline() && this.queues.get(chatId) === queue;
  }

  private retryLater(chatId: string, queue: ChatQueue, afterMs: number): void {
    if (this.queues.get(chatId) !== queue) return;
    queue.wait = this.env.after(afterMs, () => {
      queue.wait = undefined;
      this.wake();
    });
  }
}
