import type { LocalTx } from './tx.ts';

/** The next place in a queue, whichever tab writes into it. */
export async function nextOrder(tx: LocalTx, table: 'outbox' | 'actions'): Promise<number> {
  const orders = (await tx.all(table)).map((row) => row.order);
  return Math.max(0, ...orders) + 1;
}

/** A chat that the person is not in any more stays only as long as a text waits in it. Returns its id when it goes. */
export async function dropLeft(tx: LocalTx, chatId: string): Promise<string[]> {
  const chat = await tx.get('chats', chatId);
  if (!chat?.left || (await tx.all('outbox')).some((row) => row.chatId === chatId)) return [];
  tx.remove('chats', chatId);
  tx.remove('drafts', chatId);
  return [chatId];
}
