import type { Database } from 'bun:sqlite';
import type { CheckpointRequest, Moved } from './checkpoint-thread.ts';

type Line = (event: string, fields?: Record<string, unknown>) => void;
export type DbLog = Record<'info' | 'warn' | 'error', Line>;

/** Deleted words stand in the write-ahead log until it is emptied: tried so long after, and again after as long. */
const EMPTY_MS = 2000;
/** How long the log is, is looked at so long after a commit; so many pages are worth a move. */
const LOOK_MS = 100;
const MANY_PAGES = 1000;
/** After so many attempts in vain the log says that another program has had the data open for a minute. */
const SAID_AFTER = 30;
/** At the end the thread may be in the middle of a long move. */
const STOP_MS = 3000;

const inThread = import.meta.path.startsWith('/$bunfs/')
  ? './db/engine/checkpoint-thread.ts'
  : './checkpoint-thread.ts';

/** Keeps the write-ahead log short, and empties it of what was deleted: all of it in another thread. */
export class Checkpoints {
  private worker: Worker | undefined;
  private reply: ((moved: Moved) => void) | undefined;
  private looking: Timer | undefined;
  private emptying: Timer | undefined;
  /** Moves are one after another. */
  private running: Promise<void> | undefined;
  /** Deletions up to number `asked` are out of the log when `emptied` has come as far. */
  private asked = 0;
  private emptied = 0;
  private vain = 0;
  private stopped = false;

  constructor(
    private readonly path: string,
    private readonly database: Database,
    private readonly log: DbLog | undefined,
  ) {}

  /** Called after each batch. */
  committed(): void {
    if (this.stopped) return;
    this.looking ??= setTimeout(this.checkLog, LOOK_MS);
    this.looking.unref();
  }

  /** Called after the commit of a deletion or an edit. */
  empty(): void {
    this.asked++;
    this.emptyLater();
  }

  private emptyLater(): void {
    if (this.stopped) return;
    this.emptying ??= setTimeout(() => {
      this.emptying = undefined;
      void this.move(true);
    }, EMPTY_MS);
    this.emptying.unref();
  }

  private readonly checkLog = (): void => {
    this.looking = undefined;
    if (this.running || this.vain > 0) return;
    if (this.pagesLeft() >= MANY_PAGES) void this.move(false);
  };

  /** Reads two numbers of the shared index of the log, and locks nothing. */
  private pagesLeft(): number {
    const row = this.database
      .query<{ log: number; checkpointed: number }, []>('PRAGMA wal_checkpoint(NOOP)')
      .get();
    return row ? row.log - row.checkpointed : 0;
  }

  private async move(empty: boolean): Promise<void> {
    await this.running;
    if (this.stopped) return;
    const { asked } = this;
    this.running = this.order({ path: this.path, empty }).then((moved) => {
      this.running = undefined;
      this.note(empty, asked, moved);
    });
    await this.running;
  }

  private note(empty: boolean, asked: number, moved: Moved): void {
    const done = !('failed' in moved) && moved.busy === 0;
    if (!empty && done) return;
    if (done) {
      if (this.vain >= SAID_AFTER) this.log?.info('log emptied', { attempts: this.vain + 1 });
      this.vain = 0;
      this.emptied = asked;
    } else if (++this.vain === SAID_AFTER) {
      const why = 'failed' in moved ? moved.failed : 'another program is reading the database';
      this.log?.warn('log not emptied', { why, trying: `each ${EMPTY_MS / 1000} s` });
    }
    if (this.asked > this.emptied || this.vain > 0) this.emptyLater();
  }

  private order(order: CheckpointRequest): Promise<Moved> {
    const { promise, resolve } = Promise.withResolvers<Moved>();
    const answer = (moved: Moved): void => {
      this.reply = undefined;
      resolve(moved);
    };
    this.reply = answer;
    try {
      this.worker ??= this.start();
      this.worker.postMessage(order);
    } catch (error) {
      answer({ failed: String(error) });
    }
    return promise;
  }

  /**
   * The thread is started at its first use: a command that opens the data for a moment, or a server without writes,
   * needs none.
   */
  private start(): Worker {
    const url = new URL(inThread, import.meta.url).href;
    // `unref`: the types that win here are a browser's.
    const worker = new Worker(url, { smol: true }) as Worker & { unref(): void };
    worker.unref();
    worker.onmessage = ({ data }: MessageEvent<Moved>) => this.reply?.(data);
    worker.onerror = ({ message }) => {
      if (this.worker === worker) this.worker = undefined;
      worker.terminate();
      this.reply?.({ failed: message });
    };
    return worker;
  }

  /** Leaves this thread the only one with a connection. Returns at once where the other was never needed. */
  stop(): Promise<void> | undefined {
    this.stopped = true;
    clearTimeout(this.looking);
    clearTimeout(this.emptying);
    return this.worker && this.end(this.worker);
  }

  private async end(worker: Worker): Promise<void> {
    const ended = (async () => {
      await this.running;
      await this.order({ stop: true });
    })();
    await Promise.race([ended, Bun.sleep(STOP_MS)]);
    worker.terminate();
    this.worker = undefined;
  }
}
