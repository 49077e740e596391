import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { deleteFrom, insertInto, select } from '../engine/builder.ts';
import { hasLexemes, isInIndex, lexemesOf, notAlongIndex, perEngine } from '../engine/dialect.ts';
import { all, run, runEach, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { messageSearch, messageWords } from '../schema-search.ts';
import { toFts5, toTsquery, type WordQuery } from './word-query.ts';

/** `words`: folded, with the key of their block before each, with spaces between. */
export type Indexed = { id: number; chatId: string; words: string };

/** The words of messages, in FTS5 or in PostgreSQL's full text: each asks and fills it in its own language. */
export function searchIndex() {
  const limit = sql.placeholder('limit');
  const [id, chatId, words] = [p<number>('id'), p<string>('chatId'), p<string>('words')];
  const add = prepare(
    () =>
      perEngine(
        insertInto(messageSearch).values({ rowid: id, words }).getSQL(),
        insertInto(messageWords)
          .values({ id, chatId, words: lexemesOf(words) })
          .getSQL(),
      ),
    'kept',
  );
  const remove = prepare(
    () =>
      perEngine(
        insertInto(messageSearch).values({ command: 'delete', rowid: id, words }).getSQL(),
        deleteFrom(messageWords)
          .where(and(eq(messageWords.id, id), eq(messageWords.chatId, chatId)))
          .getSQL(),
      ),
    'kept',
  );
  const candidates = prepare(() =>
    perEngine<{ id: number }>(
      select({ id: messageSearch.rowid })
        .from(messageSearch)
        .where(
          and(isInIndex(messageSearch.command, p('fts5')), lt(messageSearch.rowid, p('before'))),
        )
        .orderBy(desc(messageSearch.rowid))
        .limit(limit)
        .getSQL(),
      // Along the ids it would go through the messages of all chats.
      select({ id: messageWords.id })
        .from(messageWords)
        .where(
          and(
            hasLexemes(messageWords.words, p('tsquery')),
            lt(notAlongIndex(messageWords.id), p('before')),
          ),
        )
        .orderBy(desc(notAlongIndex(messageWords.id)))
        .limit(limit)
        .getSQL(),
    ),
  );
  return {
    add: (messages: readonly Indexed[]) => runEach(add, messages),
    /** FTS5 has to be told the words again: it keeps no text, and takes what was never added for damage. */
    remove: (message: Indexed) => run(remove, message),
    /** Ids below `before` of messages whose words answer the query; the newest first. */
    *candidates(query: WordQuery, before: number, limit: number): Tx<number[]> {
      const asked = {
        before,
        limit,
        // Each engine takes the one that its text names.
        get fts5() {
          return toFts5(query);
        },
        get tsquery() {
          return toTsquery(query);
        },
      };
      return (yield* all(candidates, asked)).map(({ id }) => id);
    },
  };
}
