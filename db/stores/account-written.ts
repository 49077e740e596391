import { eq, gt, inArray, isNotNull, isNull, lte, ne, notExists, sql } from 'drizzle-orm';
import { and, deleteFrom, rowsOf, select, selectDistinct, updateTable } from '../engine/builder.ts';
import { all, run } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, files, members, messageFiles, messages, reactions } from '../schema.ts';
import { isNoAvatar } from './avatars.ts';
import { MESSAGE, toMessage } from './messages-row.ts';

type Window = { chatId: string; userId: string; after: number; upTo: number; limit: number };

/** What a person wrote, and their files: it stays for the others unless it is asked to go too. */
export function accountWrittenStore() {
  const limit = sql.placeholder('limit');
  const everIn = prepare(() =>
    select({ chatId: chats.id, kind: chats.kind, lastSeq: chats.lastSeq })
      .from(members)
      .innerJoin(chats, eq(chats.id, members.chatId))
      .where(eq(members.userId, p('userId')))
      .orderBy(chats.id),
  );
  const written = prepare(() =>
    select(MESSAGE)
      .from(messages)
      .where(
        and(
          eq(messages.chatId, p('chatId')),
          gt(messages.seq, p('after')),
          lte(messages.seq, p('upTo')),
          eq(messages.senderId, p('userId')),
          isNull(messages.deletedAt),
          ne(messages.kind, 'system'),
        ),
      )
      .orderBy(messages.seq)
      .limit(limit),
  );
  const isTheirs = and(eq(reactions.chatId, p('chatId')), eq(reactions.userId, p('userId')));
  const reacted = prepare(() => {
    const seqs = selectDistinct({ seq: reactions.seq })
      .from(reactions)
      .where(isTheirs)
      .limit(limit);
    return select(MESSAGE)
      .from(messages)
      .where(and(eq(messages.chatId, p('chatId')), inArray(messages.seq, seqs)))
      .orderBy(messages.seq);
  });
  const withdraw = prepare(() =>
    deleteFrom(reactions).where(and(isTheirs, eq(reactions.seq, p('seq')))),
  );
  const unname = prepare(
    () =>
      updateTable(messages)
        .set({ forwardedName: null })
        .where(
          and(
            gt(messages.id, p('after')),
            lte(messages.id, p('upTo')),
            eq(messages.forwardedFrom, p('userId')),
            isNotNull(messages.forwardedName),
          ),
        ),
    'kept',
  );
  const orphans = prepare(() =>
    select({ id: files.id })
      .from(files)
      .where(
        and(
          eq(files.ownerId, p('userId')),
          notExists(rowsOf(messageFiles).where(eq(messageFiles.fileId, files.id))),
          isNoAvatar(),
        ),
      )
      .limit(limit),
  );

  return {
    /** Every chat that the person is or was in. */
    everIn: (userId: string) => all(everIn, { userId }),
    /**
     * The messages that the person wrote, and the lines of their calls, between two messages of a chat, for all
     * members. System messages stay.
     */
    *written(window: Window) {
      return (yield* all(written, window)).map(toMessage);
    },
    /** The messages that the person reacted to, for all members. */
    *reacted(chatId: string, userId: string, limit: number) {
      return (yield* all(reacted, { chatId, userId, limit })).map(toMessage);
    },
    withdraw: (chatId: string, seq: number, userId: string) =>
      run(withdraw, { chatId, seq, userId }),
    /** The name of theirs that others have forwarded with their words, of messages between two rowids. */
    unname: (userId: string, after: number, upTo: number) => run(unname, { userId, after, upTo }),
    /** Files of theirs that no message, person or group holds. */
    orphans: (userId: string, limit: number) => all(orphans, { userId, limit }),
  };
}
