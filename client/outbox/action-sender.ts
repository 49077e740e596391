import type { ErrorCode } from '../../protocol/errors.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { ActionRow } from '../core/local-db/wish.ts';
import { fateOf } from './policy.ts';

type Hooks = {
  /** What waits, in order. */
  rows(): readonly ActionRow[];
  online(): boolean;
  /** Asks the server and stores its answer; the row is gone when it resolves. */
  send(row: ActionRow): Promise<void>;
  refused(row: ActionRow, code: ErrorCode): Promise<void>;
};

type Lane = { busy: boolean; attempt: number; wait: Cancel | undefined };

/**
 * Tells the server what was wished: the chats side by side, within a chat one after the other. Whatever dies between the
 * request and its answer, the wish is told again; it says how things should be, so that is harmless.
 */
export class ActionSender {
  private lanes = new Map<string, Lane>();
  private stopped = false;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks,
  ) {}

  /** Something was wished, or the way is open again. `afresh`: the connection is new, so no waiting and no memory. */
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
    this.lanes = new Map();
  }

  private start(chatId: string): void {
    const lane = this.lanes.get(chatId) ?? { busy: false, attempt: 0, wait: undefined };
    if (lane.busy || lane.wait) return;
    this.lanes.set(chatId, lane);
    lane.busy = true;
    void this.run(chatId, lane).finally(() => {
      lane.busy = false;
    });
  }

  private async run(chatId: string, lane: Lane): Promise<void> {
    for (;;) {
      const row = this.hooks.rows().find((other) => other.chatId === chatId);
      if (!row || !this.isOpen(chatId, lane)) return;
      try {
        await this.hooks.send(row);
        lane.attempt = 0;
      } catch (error) {
        const fate = fateOf(error, lane.attempt++, this.env.random);
        if (fate.do === 'wait') return;
        if (fate.do === 'retry') return this.retry(chatId, lane, fate.afterMs);
        await this.hooks.refused(row, fate.code);
      }
    }
  }

  /** A lane that a new connection has replaced sends nothing more. */
  private isOpen(chatId: string, lane: Lane): boolean {
    return !this.stopped && this.hooks.online() && this.lanes.get(chatId) === lane;
  }

  private retry(chatId: string, lane: Lane, afterMs: number): void {
    if (this.lanes.get(chatId) !== lane) return;
    lane.wait = this.env.after(afterMs, () => {
      lane.wait = undefined;
      this.kick();
    });
  }
}
