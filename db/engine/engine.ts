import type { EngineName } from './dialect.ts';

/** What SQLite stores in a STRICT table of ours. Booleans are 0 and 1, times are milliseconds. */
export type Value = string | number | null | Uint8Array;
export type Params = Record<string, Value>;

/** What an engine is given. `slots`: the names of the parameters, in order. */
export type StatementText = {
  readonly sql: string;
  readonly slots: readonly string[];
  readonly writes: boolean;
  /** The table that it writes. */
  readonly table?: string | undefined;
};

/**
 * A query that is written once and bound to no connection: each connection prepares it at its first use, in the text of
 * its engine. `Row` is the type of one row of the result.
 */
export type Query<Row> = {
  textFor(engine: EngineName): StatementText;
  /** PostgreSQL's text with columns of `GIVEN` (dialect.ts) in place of parameters. */
  mergedText(): string;
  /** What a statement that writes leaves true of the rows that are cached (`RowCache`). */
  readonly cacheEffect: CacheEffect;
  /** Set where it may wait for others like it. */
  readonly later?: Later | undefined;
  /** Never set: it only carries the type. */
  readonly row?: Row;
};
/**
 * `kept`: the statement touches nothing that a cached row holds, or its store updates the cache itself. `chat`: it
 * touches only cached rows of the chat that its parameter `chatId` names. `none`: any cached row may have changed. This
 * is the default, so a statement that leaves it out is slow and never wrong.
 */
export type CacheEffect = 'kept' | 'chat' | 'none';

/**
 * A statement that is known beforehand to change one row, or of which nobody asks: PostgreSQL's writer sends it with those of
 * the commands that follow. `row`: the parameters that name the row it writes, of which one statement remains. `all`:
 * every one remains, and writes a row that was not there; where one was, the commands are run again without waiting.
 */
export type Later =
  | { readonly keep: 'all'; readonly row?: undefined }
  | { readonly keep: 'first' | 'last'; readonly row: readonly string[] };

/** One run of one query. */
export type SqlStep = {
  readonly how: 'one' | 'all' | 'run';
  readonly query: Query<unknown>;
  readonly params: Params;
};
export type Step =
  | SqlStep
  /** In this order. PostgreSQL is sent all of them before it has answered the first. */
  | { readonly how: 'several'; readonly steps: readonly SqlStep[] }
  | { readonly how: 'row-cache' };

/**
 * A piece of work on the database. It yields what it wants executed and never awaits, so SQLite's engine runs it to its
 * end in one go and no other request can step between; PostgreSQL's will await each step. A script must be a pure
 * function of its closure: the writer may have to run it a second time.
 */
export type Tx<T> = Generator<Step, T, unknown>;

const NONE: Params = {};

export function* one<Row>(query: Query<Row>, params: Params = NONE): Tx<Row | undefined> {
  return (yield { how: 'one', query, params }) as Row | undefined;
}

export function* all<Row>(query: Query<Row>, params: Params = NONE): Tx<Row[]> {
  return (yield { how: 'all', query, params }) as Row[];
}

/** Returns how many rows were changed. */
export function* run(query: Query<unknown>, params: Params = NONE): Tx<number> {
  return (yield { how: 'run', query, params }) as number;
}

/** Runs a query once for each of these, without a way to the server and back between them. */
export function* runEach(query: Query<unknown>, list: readonly Params[]): Tx<void> {
  yield { how: 'several', steps: list.map((params): SqlStep => ({ how: 'run', query, params })) };
}

const ROW_CACHE: Step = { how: 'row-cache' };

/**
 * What the writing connection remembers of rows between commands. The engine only makes it forget: everything, or what
 * belongs to one chat, as each statement that writes says (`CacheEffect`).
 */
export type RowCache = { forget(chatId: string): void; clear(): void };

/** The cache of this connection; none where others write to the same data. */
export function* rowCache(): Tx<RowCache | undefined> {
  return (yield ROW_CACHE) as RowCache | undefined;
}

/** Runs a script to its end. What a step throws is thrown inside the script, which may catch it. */
export function runSync<T>(script: Tx<T>, execute: (step: Step) => unknown): T {
  let turn = script.next();
  while (!turn.done) {
    let answer: unknown;
    try {
      answer = execute(turn.value);
    } catch (error) {
      turn = script.throw(error);
      continue;
    }
    turn = script.next(answer);
  }
  return turn.value;
}
