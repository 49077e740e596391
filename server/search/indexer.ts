import type { Tx } from '../../db/engine/engine.ts';
import type { Deps } from '../deps.ts';
import { toIndexWords } from '../messages/index-words.ts';
import { readableText } from '../messages/text.ts';

/** Messages indexed in one command of the writer: about six milliseconds. Larger ones cost the index fewer merges, and all others their turn. */
const SLICE = 250;
/** A backlog of this size does not wait for an idle moment, which under load would never come. */
const BACKLOG = 5000;
/** A question waits for so many at most (a fifth of a second); more lie there only after an import. */
const WAITED_FOR = 10_000;
const TICK_MS = 1000;

/**
 * The index follows the acknowledgement: a message is searchable a moment after it is sent, and sending costs no more.
 * The watermark moves in the transaction that indexes, so a crash leaves nothing out and nothing twice.
 */
export function createIndexer({ db, log }: Pick<Deps, 'db' | 'log'>) {
  let timer: Timer | undefined;
  let running: Promise<void> | undefined;
  let seen = 0;
  let stopped = false;

  function* readProgress(): Tx<{ done: number; newest: number }> {
    const done = yield* db.search.indexedUpTo();
    return { done, newest: yield* db.search.newest() };
  }

  /** A command that is alone: a message with a smaller id than it finds is committed before it, or never. */
  function* begin(): Tx<number> {
    const { done, newest } = yield* readProgress();
    // From now on there is a row to hold.
    if (done === 0) yield* db.search.setIndexedUpTo(0);
    return newest;
  }

  /** Up to `newest` nothing is being written any more. One indexer at a time has the watermark. */
  function* slice(newest: number): Tx<boolean> {
    const done = yield* db.search.holdIndexedUpTo();
    const rows = yield* db.search.unindexed(done, newest, SLICE);
    const messages = rows.flatMap((row) => {
      const words = toIndexWords(readableText(row) ?? '', row.chatId, row.seq);
      return words === '' ? [] : [{ id: row.id, chatId: row.chatId, words }];
    });
    yield* db.search.add(messages);
    const last = rows.at(-1);
    if (last) yield* db.search.setIndexedUpTo(last.id);
    return rows.length === SLICE;
  }

  async function run(): Promise<void> {
    const newest = await db.write(begin);
    while (!stopped && (await db.writeBeside(() => slice(newest))));
  }

  /** Runs until everything that is committed is indexed. */
  function catchUp(): Promise<void> {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  }

  const failed = (error: unknown): void => log.error('indexing failed', { error });

  /**
   * Runs before a search: indexes everything up to `newest`, the newest message that the searcher may see, so that
   * messages of others delay no search. On a full disk the search uses what is indexed.
   */
  async function ready(newest: number): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      const { done } = await db.read(readProgress());
      if (done >= newest || stopped) return;
      const indexing = catchUp().catch(failed);
      if (newest - done > WAITED_FOR) return;
      // Another search's run may have taken its last slice before this search's newest message.
      await indexing;
    }
  }

  /** Indexes when nothing was sent since the last tick, or too much is waiting. */
  async function tick(): Promise<void> {
    if (!db.lease.term()) return;
    const { done, newest } = await db.read(readProgress());
    const idle = newest === seen;
    seen = newest;
    if (newest > done && (idle || newest - done >= BACKLOG)) await catchUp();
  }

  return {
    catchUp,
    ready,
    tick,
    start(): void {
      timer ??= setInterval(() => void tick().catch(failed), TICK_MS);
      timer.unref();
    },
    /** Ends after the slice that is running; the next start finds the rest by the watermark. */
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      timer = undefined;
      await running?.catch(() => undefined);
    },
  };
}
