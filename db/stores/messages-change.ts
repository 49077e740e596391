import { eq } from 'drizzle-orm';
import type { Message } from '../../protocol/messages.ts';
import { and, params, select, updateTable } from '../engine/builder.ts';
import { one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { messages } from '../schema.ts';

/** Changes of one message. Each sets the message's `rev`, which the caller takes from the chat's counter. */
export function changesStore() {
  const isIt = and(eq(messages.chatId, p('chatId')), eq(messages.seq, p('seq')));
  const edit = prepare(
    () =>
      updateTable(messages)
        .set({ ...params('entities', 'editedAt', 'rev'), body: p('text') })
        .where(isIt),
    'kept',
  );
  const softDelete = prepare(
    () =>
      updateTable(messages)
        .set({
          ...params('deletedAt', 'rev'),
          body: '',
          entities: null,
          system: null,
          replyTo: null,
          forwardedFrom: null,
          forwardedAt: null,
          forwardedName: null,
          reactions: null,
          pinnedAt: null,
          files: null,
          call: null,
          played: null,
          sealed: 0,
          editedAt: null,
        })
        .where(isIt),
    'kept',
  );
  const pin = prepare(
    () => updateTable(messages).set(params('pinnedAt', 'rev')).where(isIt),
    'kept',
  );
  const markPlayed = prepare(
    () =>
      updateTable(messages)
        .set({ ...params('rev'), played: 1 })
        .where(isIt),
    'kept',
  );
  const id = prepare(() => select({ id: messages.id }).from(messages).where(isIt));

  return {
    edit({ chatId, seq, text, entities, editedAt, rev }: Message): Tx<number> {
      const kept = entities ? JSON.stringify(entities) : null;
      return run(edit, { chatId, seq, text, entities: kept, editedAt, rev });
    },
    /** Leaves a tombstone. Other tables: `unreact`, `unmention`, `files.detach`, `search`. */
    softDelete: ({ chatId, seq, deletedAt, rev }: Message): Tx<number> =>
      run(softDelete, { chatId, seq, deletedAt, rev }),
    pin: ({ chatId, seq, pinnedAt, rev }: Message): Tx<number> =>
      run(pin, { chatId, seq, pinnedAt: pinnedAt ?? null, rev }),
    /** One of those a voice message was for has heard it. */
    markPlayed: ({ chatId, seq, rev }: Message): Tx<number> =>
      run(markPlayed, { chatId, seq, rev }),
    /** The rowid, which is the message's place in the search index. */
    *idOf(chatId: string, seq: number): Tx<number | undefined> {
      return (yield* one(id, { chatId, seq }))?.id;
    },
  };
}
