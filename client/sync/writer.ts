import type { LocalChange } from '../core/local-db/change.ts';
import type { LocalTableName } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { apply } from './apply.ts';
import type { Batch } from './batch.ts';
import { chatOf, chatsOf, type Input } from './input.ts';
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
 * is announced after its commit. An input with a gap before it is held, and `onGap` asks for a sync (`sure`: also when
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
    private readonly hooks: { onCommit(change: LocalChange): void; onGap(sure: boolean): void },
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

  /** Returns the moment at which a sync begins, for `finishSync`. */
  markMoment(): number {
    return this.holding.nextMoment();
  }

  /** A sync that began at `moment` is stored whole: gaps from before it are not waited for any longer. */
  async finishSync(moment: number): Promise<void> {
    for (const { reply } of this.holding.abandon(moment)) {
      const change = await this.db.write(WRITTEN, (tx) => removeAcknowledged(tx, reply.message));
      this.hooks.onCommit(change);
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
      if (!isEmpty(change)) this.hooks.onCommit(change);
      if (left.length > 0 || behind) this.hooks.onGap(behind);
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

type Sent = Extract<Input, { kind: 'sent' }>;
type Held = { input: Input; at: number };
/** More than this from one chat is a stream that sync will bring anyway. */
const MOST = 500;

/** Inputs that came before what they follow, by chat, until the gap is filled. */
class Holding {
  private readonly chats = new Map<string, Held[]>();
  private turn = 0;

  get size(): number {
    return this.chats.size;
  }

  /** A moment in this device's life: what is held so far has come before it. */
  nextMoment(): number {
    return ++this.turn;
  }

  hold(input: Input): void {
    const chatId = chatOf(input);
    if (chatId === undefined) return;
    const held = this.chats.get(chatId) ?? [];
    held.push({ input, at: this.turn });
    this.chats.set(chatId, held.slice(-MOST));
  }

  /** Takes out what may have become possible. */
  take(chatIds: Iterable<string>): Input[] {
    const taken: Held[] = [];
    for (const id of chatIds) {
      taken.push(...(this.chats.get(id) ?? []));
      this.chats.delete(id);
    }
    return taken.sort((a, b) => orderOf(a.input) - orderOf(b.input)).map(({ input }) => input);
  }

  /**
   * A whole sync that began at `moment` has not filled these gaps, so it never will (the chat is gone, say). Returns
   * the replies to sent messages among the held inputs, because the server has those messages.
   */
  abandon(moment: number): Sent[] {
    const sends: Sent[] = [];
    for (const [id, held] of this.chats) {
      const stay = held.filter(({ at }) => at >= moment);
      if (stay.length === 0) this.chats.delete(id);
      else this.chats.set(id, stay);
      for (const { input, at } of held) if (at < moment && input.kind === 'sent') sends.push(input);
    }
    return sends;
  }
}

function orderOf(input: Input): number {
  if (input.kind === 'sent') return input.reply.rev;
  if (input.kind === 'receipt') return input.reply.receiptRev;
  if (input.kind !== 'event') return 0;
  return input.event.type === 'receipts.moved'
    ? input.event.body.receiptRev
    : (input.event.rev ?? 0);
}

function isEmpty(change: LocalChange): boolean {
  return Object.values(change).every((part) => (Array.isArray(part) ? part.length === 0 : !part));
}
