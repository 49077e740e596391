import type { ErrorCode } from '../../protocol/errors.ts';
import type { Cancel, Env } from '../core/env.ts';
import { decideRetry } from './policy.ts';

/** How long a queue waits after an error of the local database. */
const STORAGE_MS = 5000;

type Hooks<Row> = {
  /** What waits, in order. */
  rows(): readonly Row[];
  online(): boolean;
  /** Asks the server and stores its reply. When it resolves, the row no longer waits. */
  send(row: Row): Promise<void>;
  refused(row: Row, code: ErrorCode): Promise<void>;
};

/** One chat's queue. `wait` set: the next try is at that timer. */
type ChatQueue = { busy: boolean; attempt: number; wait: Cancel | undefined };

/**
 * Sends the rows of a queue: chats side by side, within a chat one after the other. Two in flight would be faster and
 * could be reordered: the first may be refused for a moment (rate limit, a full batch) and the second accepted. What is
 * in flight when the tab, the socket or the server dies is sent again, so everything that waits here can be sent twice.
 */
export class ChatQueues<Row extends { chatId: string }> {
  private readonly lanes = new Map<string, ChatQueue>();
  private stopped = false;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks<Row>,
  ) {}

  /**
   * Starts the queues when a row was added, or when the server can be reached again. `afresh`: the connection is new,
   * so earlier failures and waits are forgotten.
   */
  kick(afresh = false): void {
    if (afresh) this.reset();
    if (this.stopped || !this.hooks.online()) return;
    for (const chatId of new Set(this.hooks.rows().map((row) => row.chatId))) this.start(chatId);
  }

  stop(): void {
    this.stopped = true;
    this.reset();
  }

  private reset(): void {
    for (const lane of this.lanes.values()) lane.wait?.();
    this.lanes.clear();
  }

  private start(chatId: string): void {
    const lane = this.lanes.get(chatId) ?? { busy: false, attempt: 0, wait: undefined };
    if (lane.busy || lane.wait) return;
    this.lanes.set(chatId, lane);
    lane.busy = true;
    void this.run(chatId, lane)
      .catch(() => this.retry(chatId, lane, STORAGE_MS))
      .finally(() => {
        lane.busy = false;
      });
  }

  private async run(chatId: string, lane: ChatQueue): Promise<void> {
    for (;;) {
      const row = this.hooks.rows().find((other) => other.chatId === chatId);
      if (!row || !this.isOpen(chatId, lane)) return;
      try {
        await this.hooks.send(row);
        lane.attempt = 0;
      } catch (error) {
        const fate = decideRetry(error, lane.attempt++, this.env.random);
        if (fate.do === 'wait') return;
        if (fate.do === 'retry') return this.retry(chatId, lane, fate.afterMs);
        await this.hooks.refused(row, fate.code);
      }
    }
  }

  /** A queue that a new connection has replaced sends nothing more. */
  private isOpen(chatId: string, lane: ChatQueue): boolean {
    return !this.stopped && this.hooks.online() && this.lanes.get(chatId) === lane;
  }

  private retry(chatId: string, lane: ChatQueue, afterMs: number): void {
    if (this.lanes.get(chatId) !== lane) return;
    lane.wait = this.env.after(afterMs, () => {
      lane.wait = undefined;
      this.kick();
    });
  }
}
