import { cutBefore } from '../ranges.ts';
import type { LocalTableName } from './schema.ts';
import { type Backend, type LocalTx, messageSpan } from './tx.ts';

/** Messages of each chat that stay when the disk is full: the server has the rest. */
const KEPT = 200;

/** Makes room: forgets old history; what was forgotten becomes a hole that `history` fills when it is looked at. */
export async function removeOld(backend: Backend): Promise<void> {
  await backend.run(['chats', 'messages'], 'readwrite', async (tx) => {
    for (const chat of await tx.getAll('chats')) {
      const from = chat.lastSeq - KEPT + 1;
      if (from <= 1) continue;
      tx.remove('messages', messageSpan(chat.id, 0, from - 1));
      tx.put('chats', {
        ...chat,
        ranges: cutBefore(chat.ranges, from),
        version: chat.version + 1,
      });
    }
  });
}

/** Copies what can still be read, table by table: a broken table does not take the others along. */
export async function rescueUnsent(
  from: Backend,
  to: Backend,
  tables: readonly LocalTableName[],
): Promise<void> {
  let broken = false;
  for (const table of tables) {
    const rows = await from
      .run([table], 'readonly', (tx) => tx.getAll(table))
      .catch(() => {
        broken = true;
        return [];
      });
    await to.run([table], 'readwrite', async (tx) => {
      for (const row of rows) tx.put(table, row);
    });
  }
  if (broken) await to.run(['chats'], 'readwrite', forgetRanges);
}

/** Messages may be missing: everything is a hole, and is fetched again when it is looked at. */
async function forgetRanges(tx: LocalTx): Promise<void> {
  for (const chat of await tx.getAll('chats'))
    tx.put('chats', { ...chat, ranges: [], version: chat.version + 1 });
}
