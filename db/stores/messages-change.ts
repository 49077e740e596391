import { sql } from 'drizzle-orm';
import type { Message } from '../../protocol/messages.ts';
import { one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** Changes of one message. Each sets the message's `rev`, which the caller takes from the chat's counter. */
export function changesStore() {
  const where = sql`where chat_id = ${p('chatId')} and seq = ${p('seq')}`;
  const edit = prepareSql(
    sql`update messages set body = ${p('text')}, entities = ${p('entities')}, edited_at = ${p('editedAt')},
      rev = ${p('rev')} ${where}`,
    'kept',
  );
  const bury = prepareSql(
    sql`update messages set body = '', entities = null, note = null, reply_to = null, forwarded_from = null,
      forwarded_at = null, forwarded_name = null, reactions = null, pinned_at = null, files = null, call = null, sealed = 0,
      edited_at = null, deleted_at = ${p('deletedAt')},
      rev = ${p('rev')} ${where}`,
    'kept',
  );
  const pin = prepareSql(
    sql`update messages set pinned_at = ${p('pinnedAt')}, rev = ${p('rev')} ${where}`,
    'kept',
  );
  const id = prepareSql<{ id: number }>(sql`select id from messages ${where}`);

  return {
    edit({ chatId, seq, text, entities, editedAt, rev }: Message): Tx<number> {
      const kept = entities ? JSON.stringify(entities) : null;
      return run(edit, { chatId, seq, text, entities: kept, editedAt, rev });
    },
    /** Leaves a tombstone. Other tables: `unreact`, `unmention`, `files.detach`, `search`. */
    bury: ({ chatId, seq, deletedAt, rev }: Message): Tx<number> =>
      run(bury, { chatId, seq, deletedAt, rev }),
    pin: ({ chatId, seq, pinnedAt, rev }: Message): Tx<number> =>
      run(pin, { chatId, seq, pinnedAt: pinnedAt ?? null, rev }),
    /** The rowid, which is the message's place in the search index. */
    *idOf(chatId: string, seq: number): Tx<number | undefined> {
      return (yield* one(id, { chatId, seq }))?.id;
    },
  };
}
