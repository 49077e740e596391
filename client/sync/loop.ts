import { LIMITS } from '../../protocol/limits.ts';
import type { Cursor, HelloReply, SyncReply } from '../../protocol/sync.ts';
import { backoff } from '../core/backoff.ts';
import type { Cancel, Env } from '../core/env.ts';
import { cursorOf } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { ApiError, isApiError } from '../core/services.ts';
import type { SyncWriter } from './writer.ts';

/** Events of one commit can overtake each other by this much: a gap that closes by itself needs no sync. */
const PATIENCE_MS = 200;
/** Room for the rest of the frame beside the cursor. */
const FRAME = LIMITS.frameBytes - 1024;

type SyncCall = (body: { cursor: Cursor }) => Promise<SyncReply>;

export async function readCursor(db: LocalDb): Promise<Cursor> {
  const chats = await db.read(['chats'], (tx) => tx.getAll('chats'));
  const held = chats.filter((chat) => !chat.left);
  return Object.fromEntries(held.map((chat) => [chat.id, cursorOf(chat)]));
}

/** More than about a thousand chats outgrow a frame; then sync goes by HTTP, whose bodies are larger. */
export function fitsFrame(cursor: Cursor): boolean {
  return JSON.stringify(cursor).length <= FRAME;
}

/**
 * Asks for what is missing, page after page, one sync at a time. A call that comes meanwhile makes it run once more.
 */
export class SyncLoop {
  private running = false;
  private again = false;
  private stopped = false;
  private timer: Cancel | undefined;
  private sure = false;
  private failures = 0;

  constructor(
    private readonly env: Env,
    private readonly db: LocalDb,
    private readonly writer: SyncWriter,
    private readonly call: SyncCall,
  ) {}

  /** The first page of sync came with the reply to hello. */
  async handleOpen(reply: HelloReply, sent: Cursor | undefined): Promise<void> {
    this.failures = 0;
    if (sent) await this.writer.push({ kind: 'sync', sent, reply: reply.sync });
    if (!sent || reply.sync.more || this.writer.hasGap) this.requestSync();
  }

  /** Something is missing, or may be. */
  requestSync(): void {
    if (this.running) this.again = true;
    else void this.run();
  }

  /** A gap was seen: it may close by itself, unless `sure`. */
  handleGap(sure: boolean): void {
    this.sure ||= sure;
    this.timer ??= this.env.after(PATIENCE_MS, () => {
      this.timer = undefined;
      if (this.sure || this.writer.hasGap) this.requestSync();
    });
  }

  stop(): void {
    this.stopped = true;
    this.timer?.();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      do {
        this.again = false;
        this.sure = false;
        await this.fetchPages();
      } while (this.again && !this.stopped);
      this.failures = 0;
    } catch (error) {
      this.retryLater(error);
    } finally {
      this.running = false;
    }
  }

  private async fetchPages(): Promise<void> {
    const moment = this.writer.markMoment();
    for (;;) {
      const sent = await readCursor(this.db);
      const reply = await this.call({ cursor: sent });
      if (this.stopped) return;
      await this.writer.push({ kind: 'sync', sent, reply });
      const moved = reply.chats.length > 0 || reply.gone.length > 0;
      if (!reply.more || !moved) break;
    }
    await this.writer.finishSync(moment);
  }

  /** Offline ends it: hello syncs when the connection is back. */
  private retryLater(error: unknown): void {
    if (this.stopped || isApiError(error, 'offline', 'unauthorized')) return;
    const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : null;
    const wait = retryAfterMs ?? backoff(this.failures++, this.env.random);
    this.timer?.();
    this.timer = this.env.after(wait, () => {
      this.timer = undefined;
      this.requestSync();
    });
  }
}
