import type { SendBody, SendReply } from '../../protocol/messages.ts';
import type { Env } from '../core/env.ts';
import { toSendFile } from '../core/local-db/outgoing-file.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import { ChatQueues } from './chat-queues.ts';
import { waitsForFiles } from './rows.ts';

type SenderHooks = {
  /** Rows of the outbox, in order. */
  rows(): readonly OutboxRow[];
  isOnline(): boolean;
  send(body: SendBody): Promise<SendReply>;
  /**
   * Stores the reply and takes the row out. It resolves when that is done, or when the reply is held until a gap is
   * filled.
   */
  onAccepted(reply: SendReply): Promise<void>;
  onFailed(clientId: string, code: OutboxRow['error']): Promise<void>;
};

/** Sends the outbox. What may have arrived is sent again with the same id, and answered as the first time. */
export class Sender {
  private readonly queues: ChatQueues<OutboxRow>;
  /** Messages that are acknowledged and still in the outbox, because the reply is held behind a gap. */
  private readonly acknowledged = new Set<string>();
  private readonly inFlight = new Set<string>();

  constructor(
    env: Env,
    private readonly hooks: SenderHooks,
  ) {
    this.queues = new ChatQueues(env, {
      rows: () => this.listQueued(),
      isOnline: () => hooks.isOnline(),
      send: (row) => this.send(row),
      onRefused: (row, code) => hooks.onFailed(row.clientId, code),
    });
  }

  /** The same as `ChatQueues.wake`. */
  wake(isNewConnection = false): void {
    if (isNewConnection) this.acknowledged.clear();
    this.queues.wake(isNewConnection);
  }

  /** May already be at the server: it can't be taken back. */
  isInFlight(clientId: string): boolean {
    return this.inFlight.has(clientId) || this.acknowledged.has(clientId);
  }

  stop(): void {
    this.queues.stop();
    this.acknowledged.clear();
  }

  /** Without messages whose files are on their way, and what was written after those in the same chat. */
  private listQueued(): OutboxRow[] {
    const held = new Set<string>();
    return this.hooks.rows().filter((row) => {
      if (row.state !== 'queued' || this.acknowledged.has(row.clientId)) return false;
      const waits = waitsForFiles(row);
      if (waits && !row.paused) held.add(row.chatId);
      return !waits && !held.has(row.chatId);
    });
  }

  private async send(row: OutboxRow): Promise<void> {
    const { clientId } = row;
    this.inFlight.add(clientId);
    try {
      const reply = await this.hooks.send(toBody(row));
      this.acknowledged.add(clientId);
      await this.hooks.onAccepted(reply);
      if (!this.hooks.rows().some((other) => other.clientId === clientId))
        this.acknowledged.delete(clientId);
    } catch (error) {
      this.acknowledged.delete(clientId);
      throw error;
    } finally {
      this.inFlight.delete(clientId);
    }
  }
}

/** As the server takes it. */
export function toBody({
  chatId,
  clientId,
  text,
  entities,
  replyTo,
  forward,
  files,
}: OutboxRow): SendBody {
  const body = { chatId, clientId, text: forward ? '' : text, entities, replyTo, forward };
  return files ? { ...body, files: files.map(toSendFile) } : body;
}
