import type { SendBody, SendReply } from '../../protocol/messages.ts';
import type { Env } from '../core/env.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import { ChatQueues } from './chat-queues.ts';

export type SenderHooks = {
  /** Rows of the outbox, in order. */
  rows(): readonly OutboxRow[];
  online(): boolean;
  send(body: SendBody): Promise<SendReply>;
  /**
   * Stores the reply and takes the row out. It resolves when that is done, or when the reply is held until a gap is
   * filled.
   */
  accepted(reply: SendReply): Promise<void>;
  failed(clientId: string, code: OutboxRow['error']): Promise<void>;
};

/** Sends the outbox. What may have arrived is sent again with the same id, and answered as the first time. */
export class Sender {
  private readonly lanes: ChatQueues<OutboxRow>;
  /** Messages that are acknowledged and still in the outbox, because the reply is held behind a gap. */
  private readonly acknowledged = new Set<string>();
  private readonly flying = new Set<string>();

  constructor(
    env: Env,
    private readonly hooks: SenderHooks,
  ) {
    this.lanes = new ChatQueues(env, {
      rows: () => this.queued(),
      online: () => hooks.online(),
      send: (row) => this.send(row),
      refused: (row, code) => hooks.failed(row.clientId, code),
    });
  }

  /** The same as `ChatQueues.kick`. */
  kick(afresh = false): void {
    if (afresh) this.acknowledged.clear();
    this.lanes.kick(afresh);
  }

  /** May already be at the server: it can't be taken back. */
  isInFlight(clientId: string): boolean {
    return this.flying.has(clientId) || this.acknowledged.has(clientId);
  }

  stop(): void {
    this.lanes.stop();
    this.acknowledged.clear();
  }

  private queued(): OutboxRow[] {
    return this.hooks
      .rows()
      .filter((row) => row.state === 'queued' && !this.acknowledged.has(row.clientId));
  }

  private async send(row: OutboxRow): Promise<void> {
    const { clientId } = row;
    this.flying.add(clientId);
    try {
      const reply = await this.hooks.send(toBody(row));
      this.acknowledged.add(clientId);
      await this.hooks.accepted(reply);
      if (!this.hooks.rows().some((other) => other.clientId === clientId))
        this.acknowledged.delete(clientId);
    } catch (error) {
      this.acknowledged.delete(clientId);
      throw error;
    } finally {
      this.flying.delete(clientId);
    }
  }
}

function toBody({ chatId, clientId, text, entities, replyTo, forward }: OutboxRow): SendBody {
  return { chatId, clientId, text: forward ? '' : text, entities, replyTo, forward };
}
