import { isEmpty, type LocalChange } from '../core/local-db/change.ts';
import type { LocalTableName } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { apply } from './apply.ts';
import type { Batch } from './batch.ts';
import { Holding } from './holding.ts';
import { chatsOf, type Input } from './input.ts';
import { removeAcknowledged } from './remove-acknowledged.ts';
import { readBatch, writeBatch } from './rows.ts';

const WRITTEN: readonly LocalTableName[] = [
  'chats',
  'users',
  'messages',
  'outbox',
  'drafts',
  'meta',
  'actions',
];

type Waiting = { input: Input; resolve(): void; reject(error: unknown): void };
type Done = { change: LocalChange; left: Input[]; behind: boolean };

/**
 * The only writer of what the server says. Inputs that arrive while a transaction runs share the next one, and a change
 * is announced after its commit. An input with a gap before it is held, and `behind` asks for a sync (`sure`: also when
 * no gap is left a moment later).
 */
export class SyncWriter {
  private queue: Waiting[] = [];
  private running: Promise<void> | undefined;
  private readonly holding = new Holding();
  private readonly goneAt = new Map<string, number>();

  constructor(
    private readonly db: LocalDb,
    private readonly me: string,
    private readonly hooks: { committed(change: LocalChange): void; behind(sure: boolean): void },
  ) {}

  /** Resolves when the input is stored, or held until its gap is filled. */
  push(input: Input): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      this.queue.push({ input, resolve, reject });
    });
    this.running ??= this.drain();
    return done;
  }

  get hasGap(): boolean {
    return this.holding.size > 0;
  }

  /** Returns the moment at which a sync begins, for `synced`. */
  moment(): number {
    return this.holding.now();
  }

  /** A sync that began at `moment` is stored whole: gaps from before it are not waited for any longer. */
  async synced(moment: number): Promise<void> {
    for (const { reply } of this.holding.abandon(moment)) {
      const change = await this.db.write(WRITTEN, (tx) => removeAcknowledged(tx, reply.message));
      this.hooks.committed(change);
    }
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const waiting = this.queue;
      this.queue = [];
      try {
        await this.commit(waiting.map(({ input }) => input));
        for (const { resolve } of waiting) resolve();
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
    }
    this.running = undefined;
  }

  private async commit(inputs: Input[]): Promise<void> {
    const earlier = this.holding.take(new Set(inputs.flatMap(chatsOf)));
    try {
      const { change, left, behind } = await this.db.write(WRITTEN, async (tx): Promise<Done> => {
        const batch = await readBatch(tx, this.me, inputs, earlier, this.goneAt);
        const left = applyAll(batch, inputs, earlier);
        return { change: await writeBatch(tx, batch), left, behind: batch.behind.size > 0 };
      });
      for (const input of left) this.holding.hold(input);
      if (!isEmpty(change)) this.hooks.committed(change);
      if (left.length > 0 || behind) this.hooks.behind(behind);
    } catch (error) {
      for (const input of earlier) this.holding.hold(input);
      throw error;
    }
  }
}

/**
 * Applies inputs in the order in which they came, then those that were held or came in the wrong order, as long as one
 * of them fits. Returns the rest.
 */
function applyAll(batch: Batch, inputs: readonly Input[], earlier: readonly Input[]): Input[] {
  let left = [...earlier, ...inputs.filter((input) => apply(batch, input) === 'gap')];
  for (;;) {
    const still = left.filter((input) => apply(batch, input) === 'gap');
    if (still.length === left.length) return still;
    left = still;
  }
}
