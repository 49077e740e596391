import { desc, eq, exists, gt, gte, isNull, lt, lte, max, type SQL, sql } from 'drizzle-orm';
import type { Message } from '../../protocol/messages.ts';
import { and, excluded, insertInto, or, rowsOf, select } from '../engine/builder.ts';
import { holding, notByIndex } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members, messages, settings } from '../schema.ts';
import { isUnhidden } from './message-visibility.ts';
import { MESSAGE, type MessageRow, toMessage } from './messages-row.ts';
import { reactionsStore } from './reactions.ts';
import { type Indexed, searchIndex } from './search-index.ts';

export type FoundMessageRow = { id: number; message: Message };
type FoundRow = MessageRow & { id: number };

/** The setting that holds the rowid up to which messages are indexed. */
const WATERMARK = 'search.indexed';
/** Whatever the index finds, only messages that the person sees now, in chats that they are in now, are returned. */
const isMine = () =>
  and(
    isNull(messages.deletedAt),
    eq(messages.sealed, 0),
    eq(messages.kind, 'text'),
    exists(
      rowsOf(members).where(
        and(
          eq(members.chatId, messages.chatId),
          eq(members.userId, p('userId')),
          isNull(members.leftAt),
          gt(messages.seq, members.clearedSeq),
        ),
      ),
    ),
    isUnhidden(p('userId'), messages),
  );

const foundRows = (...conditions: SQL[]) =>
  select({ id: messages.id, ...MESSAGE })
    .from(messages)
    .where(and(...conditions, isMine()));

/** A chat to look in: its last message by seq and by id (`newest`), and up to where the person has cleared it. */
const placesOf = () => {
  const isLooked = sql`case ${p('chatId')} when '' then ${or(
    isNull(members.removedSeq),
    gt(chats.lastSeq, members.removedSeq),
  )} else ${eq(chats.id, p('chatId'))} end`;
  return select({
    chatId: chats.id,
    lastSeq: chats.lastSeq,
    lastAt: chats.lastAt,
    cleared: members.clearedSeq,
    newest: messages.id,
  })
    .from(members)
    .innerJoin(chats, eq(chats.id, members.chatId))
    .innerJoin(messages, and(eq(messages.chatId, chats.id), eq(messages.seq, chats.lastSeq)))
    .where(and(eq(members.userId, p('userId')), isNull(members.leftAt), isLooked));
};
export type Place = ReturnType<typeof placesOf>['_']['result'][number];

export function searchStore() {
  const index = searchIndex();
  const limit = sql.placeholder('limit');
  const unindexed = prepare(() =>
    select({
      id: messages.id,
      chatId: messages.chatId,
      seq: messages.seq,
      body: messages.body,
      files: messages.files,
      sealed: messages.sealed,
      deletedAt: messages.deletedAt,
    })
      .from(messages)
      .where(and(gt(messages.id, p('after')), lte(messages.id, p('upTo'))))
      .orderBy(messages.id)
      .limit(limit),
  );
  const newest = prepare(() => select({ id: max(messages.id) }).from(messages));
  const hit = prepare(() =>
    foundRows(eq(messages.id, p('id')), eq(notByIndex(messages.chatId), p('chatId'))),
  );
  const places = prepare(placesOf);
  const idAt = prepare(() =>
    select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.chatId, p('chatId')), gte(messages.seq, p('seq'))))
      .orderBy(messages.seq)
      .limit(1),
  );
  const recent = prepare(() =>
    foundRows(eq(messages.chatId, p('chatId')), lt(messages.id, p('before')))
      .orderBy(desc(messages.seq))
      .limit(limit),
  );

  const indexed = () =>
    select({ value: settings.value }).from(settings).where(eq(settings.key, WATERMARK));
  const watermark = prepare(indexed);
  const held = prepare(() => holding<{ value: string }>(indexed().getSQL()), 'kept');
  const setWatermark = prepare(
    () =>
      insertInto(settings)
        .values({ key: WATERMARK, value: p('value') })
        .onConflictDoUpdate({ target: settings.key, set: { value: excluded(settings.value) } }),
    'kept',
  );
  const { withMine } = reactionsStore();

  function* indexedUpTo(): Tx<number> {
    return Number((yield* one(watermark))?.value ?? 0);
  }
  const found = (row: FoundRow): FoundMessageRow => ({ id: row.id, message: toMessage(row) });

  return {
    indexedUpTo,
    /** The same for one that moves it: no other does until the end of the transaction. */
    *holdIndexedUpTo(): Tx<number> {
      return Number((yield* one(held))?.value ?? 0);
    },
    setIndexedUpTo: (id: number) => run(setWatermark, { value: String(id) }),
    /** Takes a message's words out of the index. '' was never in it, nor what the indexer has not come to. */
    *remove(message: Indexed): Tx<void> {
      if (message.words !== '' && message.id <= (yield* indexedUpTo()))
        yield* index.remove(message);
    },
    /** New words for a message that was changed; one that is not indexed yet is left to the indexer. */
    *replace(message: Indexed, words: string): Tx<void> {
      if (message.id > (yield* indexedUpTo())) return;
      if (message.words !== '') yield* index.remove(message);
      if (words !== '') yield* index.add([{ ...message, words }]);
    },
    unindexed: (after: number, upTo: number, limit: number) =>
      all(unindexed, { after, upTo, limit }),
    *newest(): Tx<number> {
      return (yield* one(newest))?.id ?? 0;
    },
    add: index.add,
    candidates: index.candidates,
    /** The chats of a person, or the one that is named if they are in it. */
    places: (userId: string, chatId: string) => all(places, { userId, chatId }),
    /** The id of a chat's first message from `seq` on. */
    *idAt(chatId: string, seq: number): Tx<number> {
      return (yield* one(idAt, { chatId, seq }))?.id ?? Number.MAX_SAFE_INTEGER;
    },
    /** A message of one chat as this person sees it; none: they do not. */
    *hit(userId: string, chatId: string, id: number): Tx<FoundMessageRow | undefined> {
      const row = yield* one(hit, { userId, chatId, id });
      return row && found(row);
    },
    /** The newest of one chat, for a scan. */
    *recent(userId: string, chatId: string, before: number, limit: number): Tx<FoundMessageRow[]> {
      return (yield* all(recent, { userId, chatId, before, limit })).map(found);
    },
    /** The same with the person's own reactions. */
    *withMine(userId: string, found: FoundMessageRow[]): Tx<FoundMessageRow[]> {
      const messages = yield* withMine(
        userId,
        found.map(({ message }) => message),
      );
      return messages.map((message, i) => ({ id: found[i]?.id ?? 0, message }));
    },
  };
}
