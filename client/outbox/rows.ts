import { uuidv7 } from 'uuidv7';
import { LIMITS } from '../../protocol/limits.ts';
import type { Env } from '../core/env.ts';
import type { Change } from '../core/local-db/change.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { RequestError } from '../core/services.ts';

/**
 * Stores a message before it is shown. Its id is made here, once: however often it is sent, it is one message.
 * (`uuidv7` and not `crypto.randomUUID`, which is not time-ordered and does not exist over plain http.)
 */
export async function enqueue(db: LocalDb, env: Env, chatId: string, raw: string): Promise<Change> {
  const text = raw.trim();
  if (text === '') throw new RequestError('text_empty');
  if (text.length > LIMITS.text) throw new RequestError('text_long');
  const clientId = uuidv7();
  const createdAt = env.now();
  const row = await db.write(['outbox'], async (tx) => {
    const orders = (await tx.all('outbox')).map((other) => other.order);
    const order = Math.max(0, ...orders) + 1;
    const added: OutboxRow = {
      clientId,
      chatId,
      text,
      createdAt,
      order,
      state: 'queued',
      error: null,
    };
    tx.put('outbox', added);
    return added;
  });
  return { outbox: [row] };
}

/** Changes a row, unless it has left the outbox meanwhile. */
export async function updateRow(
  db: LocalDb,
  clientId: string,
  change: Pick<OutboxRow, 'state' | 'error'>,
): Promise<Change> {
  const row = await db.write(['outbox'], async (tx) => {
    const held = await tx.get('outbox', clientId);
    if (!held) return undefined;
    const changed = { ...held, ...change };
    tx.put('outbox', changed);
    return changed;
  });
  return { outbox: row ? [row] : [] };
}

/** Takes a row out and answers it; undefined when the server has it already. */
export function takeRow(db: LocalDb, clientId: string): Promise<OutboxRow | undefined> {
  return db.write(['outbox'], async (tx) => {
    const held = await tx.get('outbox', clientId);
    tx.remove('outbox', clientId);
    return held;
  });
}
