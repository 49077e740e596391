import type { SendBody, SendReply } from '../../protocol/messages.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import { fateOf } from './policy.ts';

export type SenderHooks = {
  /** Rows of the outbox, in order. */
  rows(): readonly OutboxRow[];
  online(): boolean;
  send(body: SendBody): Promise<SendReply>;
  /** Stores the answer and takes the row out; resolves when that is done, or held until a gap is filled. */
  accepted(reply: SendReply): Promise<void>;
  failed(clientId: string, code: OutboxRow['error']): Promise<void>;
};

/** After an error of the local database. */
const STORAGE_MS = 5000;

/** One chat's queue. `wait` set: the next try is at that timer. */
type Lane = { busy: boolean; attempt: number; wait: Cancel | undefined };

/**
 * Sends the outbox: chats side by side, within a chat one message at a time. Two in flight would be faster and could be
 * reordered: the first may be refused for a moment (rate limit, a full batch) and the second accepted. What is in flight
 * when the tab, the socket or the server dies is sent again with the same id, and answered as the first time.
 */
export class Sender {
  private readonly lanes = new Map<string, Lane>();
  /** Acknowledged, and still in the outbox because the answer is held behind a gap. */
  private readonly acknowledged = new Set<string>();
  private readonly flying = new Set<string>();
  private stopped = false;

  constructor(
    private readonly env: Env,
    private readonly hooks: SenderHooks,
  ) {}

  /** Something was queued, or the way is open again. `afresh`: the connection is new, so no waiting and no memory. */
  kick(afresh = false): void {
    if (afresh) this.reset();
    if (this.stopped || !this.hooks.online()) return;
    for (const chatId of new Set(this.queued().map((row) => row.chatId))) this.start(chatId);
  }

  /** May already be at the server: it can't be taken back. */
  isInFlight(clientId: string): boolean {
    return this.flying.has(clientId) || this.acknowledged.has(clientId);
  }

  stop(): void {
    this.stopped = true;
    this.reset();
  }

  private reset(): void {
    for (const lane of this.lanes.values()) lane.wait?.();
    this.lanes.clear();
    this.acknowledged.clear();
  }

  private queued(): OutboxRow[] {
    return this.hooks
      .rows()
      .filter((row) => row.state === 'queued' && !this.acknowledged.has(row.clientId));
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

  private async run(chatId: string, lane: Lane): Promise<void> {
    for (;;) {
      const row = this.queued().find((other) => other.chatId === chatId);
      if (!row || !this.isOpen(chatId, lane)) return;
      if (!(await this.sendOne(row, lane))) return;
    }
  }

  /** A lane that a new connection has replaced sends nothing more. */
  private isOpen(chatId: string, lane: Lane): boolean {
    return !this.stopped && this.hooks.online() && this.lanes.get(chatId) === lane;
  }

  /** True: on with the next one. */
  private async sendOne(row: OutboxRow, lane: Lane): Promise<boolean> {
    const { clientId, chatId } = row;
    this.flying.add(clientId);
    try {
      const reply = await this.hooks.send(toBody(row));
      this.acknowledged.add(clientId);
      await this.hooks.accepted(reply);
      if (!this.hooks.rows().some((row) => row.clientId === clientId))
        this.acknowledged.delete(clientId);
      lane.attempt = 0;
      return true;
    } catch (error) {
      this.acknowledged.delete(clientId);
      const fate = fateOf(error, lane.attempt++, this.env.random);
      if (fate.do === 'fail') {
        await this.hooks.failed(clientId, fate.code);
        return true;
      }
      if (fate.do === 'retry') this.retry(chatId, lane, fate.afterMs);
      return false;
    } finally {
      this.flying.delete(clientId);
    }
  }

  private retry(chatId: string, lane: Lane, afterMs: number): void {
    if (this.lanes.get(chatId) !== lane) return;
    lane.wait = this.env.after(afterMs, () => {
      lane.wait = undefined;
      this.kick();
    });
  }
}

function toBody({ chatId, clientId, text, entities, replyTo, forward }: OutboxRow): SendBody {
  return { chatId, clientId, text: forward ? '' : text, entities, replyTo, forward };
}
