import pLimit from 'p-limit';
import type { Tx } from '../../db/engine/engine.ts';
import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import type { Claim } from '../../db/stores/claims.ts';
import type { Deps } from '../deps.ts';

/** How a claimed row is worked on. */
export type Held = {
  /** Whether this process still is to do it, as far as can be told here: what leaves the machine asks this first. */
  isHeld(): boolean;
  /** The command, which is refused with `LeaseLost` where another has claimed the row since: the database decides. */
  guard<T>(make: () => Tx<T>): () => Tx<T>;
};

/** Rows that may be claimed. */
type Claimable<Row> = {
  /** Whether the claim stands. */
  isOurs(row: Row): Tx<boolean>;
  /** Gives it back, if it does. */
  free(row: Row): Tx<number>;
  ownedBy(owner: string): Tx<Row[]>;
  keyOf(row: Row): string;
};
type Part<Row> = {
  rows: Claimable<Row>;
  /** Does it, and says in the data what has become of it. */
  work: (row: Row, held: Held) => Promise<void>;
  /** A place is free again. Where its end could not be stored, another try is for later. */
  onEnd(row: Row, isStored: boolean): void;
};

/** The rows of one table that this process has claimed and is at. */
export function createCrew<Row extends Claim>(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { rows, work, onEnd }: Part<Row>,
) {
  const active = new Map<string, Promise<void>>();
  const inTurn = pLimit(1);
  let stopped = false;
  /** A commit failed, or only its answer was lost: rows may be ours at which nobody is. */
  let isDoubtful = false;
  const idOf = (row: Row): string => `${rows.keyOf(row)} ${row.claim}`;

  function noteFailure(error: unknown): void {
    if (error instanceof LeaseLost) log.info('work goes on at another node');
    else {
      isDoubtful = true;
      log.error('work not done', { error });
    }
  }

  function begin(term: LeaseTerm, row: Row): Promise<void> {
    const held: Held = {
      isHeld: () => !stopped && term.isHeld(),
      guard: (make) =>
        function* guarded() {
          if (!(yield* rows.isOurs(row))) throw new LeaseLost('the work is another node’s');
          return yield* make();
        },
    };
    const end = async (): Promise<void> => {
      if (!held.isHeld()) await db.write(() => rows.free(row));
    };
    const done = work(row, held)
      .then(end)
      .then(
        () => true,
        (error: unknown) => {
          noteFailure(error);
          return false;
        },
      )
      .then((isStored) => {
        active.delete(idOf(row));
        onEnd(row, isStored);
      });
    active.set(idOf(row), done);
    return done;
  }

  async function freeLeft({ holder }: LeaseTerm): Promise<void> {
    for (const row of await db.read(rows.ownedBy(holder)))
      if (!active.has(idOf(row))) await db.write(() => rows.free(row));
    isDoubtful = false;
  }

  const claimBy = (find: () => Tx<Row[]>): Promise<Row[]> =>
    db.write(find).catch((error) => {
      isDoubtful = true;
      throw error;
    });

  return {
    count: (): number => active.size,

    /**
     * Claims what `plan` says, asked when it is this call's turn: undefined where there is no place any more. Begins with what
     * it claimed.
     */
    claim: (
      term: LeaseTerm,
      plan: () => (() => Tx<Row[]>) | undefined,
    ): Promise<{ ended: Promise<unknown> }> =>
      inTurn(async () => {
        if (isDoubtful) await freeLeft(term);
        const find = stopped ? undefined : plan();
        const found = find ? await claimBy(find) : [];
        return { ended: Promise.all(found.map((row) => begin(term, row))) };
      }),

    /** Resolves when nothing is under way. */
    async waitUntilIdle(): Promise<void> {
      while (active.size > 0) await Promise.all(active.values());
    },

    /** What is under way is told to end. */
    stop(): void {
      stopped = true;
    },
  };
}
