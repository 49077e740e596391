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
  getAll<T extends LocalTableName>(table: T, span?: Span): Promise<Tables[T][]>;
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

/** The next place in a queue, whichever tab writes into it. */
export async function nextOrder(tx: LocalTx, table: 'outbox' | 'actions'): Promise<number> {
  const orders = (await tx.getAll(table)).map((row) => row.order);
  return Math.max(0, ...orders) + 1;
}

/** A chat that the person is not in any more stays only as long as a text waits in it. Returns its id when it goes. */
export async function dropLeft(tx: LocalTx, chatId: string): Promise<string[]> {
  const chat = await tx.get('chats', chatId);
  if (!chat?.left || (await tx.getAll('outbox')).some((row) => row.chatId === chatId)) return [];
  tx.remove('chats', chatId);
  tx.remove('drafts', chatId);
  return [chatId];
}
