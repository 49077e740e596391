import type { LocalTableName, Tables } from './schema.ts';

export type Key = string | [string, number];
/** Inclusive. */
export type Span = { from: Key; to: Key };

/**
 * One transaction. Await nothing but its own functions inside: IndexedDB commits a transaction that has nothing to do,
 * and Safari does it sooner than others. Writes are not awaited; the transaction reports their failures.
 */
export type LocalTx = {
  get<T extends LocalTableName>(table: T, key: Key): Promise<Tables[T] | undefined>;
  all<T extends LocalTableName>(table: T, span?: Span): Promise<Tables[T][]>;
  put<T extends LocalTableName>(table: T, row: Tables[T]): void;
  remove(table: LocalTableName, what: Key | Span): void;
};

export type Mode = 'readonly' | 'readwrite';
export type Work<R> = (tx: LocalTx) => Promise<R>;

/** Where the rows are: IndexedDB, or the memory of this tab. */
export type Backend = {
  run<R>(tables: readonly LocalTableName[], mode: Mode, work: Work<R>): Promise<R>;
  close(): void;
};

export function isSpan(what: Key | Span): what is Span {
  return typeof what === 'object' && !Array.isArray(what);
}

/** All messages of a chat between two places, inclusive. */
export function messageSpan(chatId: string, from = 0, to = Number.MAX_SAFE_INTEGER): Span {
  return { from: [chatId, from], to: [chatId, to] };
}
