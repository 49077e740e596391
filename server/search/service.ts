import type { Script } from '../../db/engine.ts';
import type { Found } from '../../db/search.ts';
import { fold, matches, type Term, terms } from '../../protocol/fold.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { SearchBody, SearchReply } from '../../protocol/search.ts';
import { byActivity } from '../chats/views.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { createIndexer } from './indexer.ts';
import { thatFit } from './room.ts';
import { matchOf } from './terms.ts';

/** With more chats than this the index is asked about all, and membership alone sorts out: an OR of hundreds costs more. */
const CHATS_NAMED = 64;
/** Bounds of the scan for parts of words: chats, messages of each (or of the one asked), letters in all. */
const SCAN = { chats: 30, each: 200, one: 3000, letters: 400_000 };

type Asked = { userId: string; chatId?: string; terms: Term[]; before: number; limit: number };

export function createSearch(deps: Pick<Deps, 'db' | 'log'>) {
  const { db } = deps;
  const indexer = createIndexer(deps);

  function* find(asked: Asked): Script<Found[]> {
    const chatIds = yield* chatsOf(asked);
    if (chatIds.length === 0) return [];
    const named = chatIds.length <= CHATS_NAMED ? chatIds : [];
    const match = matchOf(asked.terms, named);
    const found = yield* db.search.match(asked.userId, match, asked.before, asked.limit);
    return found.length > 0 ? found : yield* scan(asked, chatIds);
  }

  /** The chats to look in, newest activity first. One that the person is not in is none. */
  function* chatsOf({ userId, chatId }: Asked): Script<string[]> {
    if (chatId === undefined) {
      const all = yield* db.chats.memberships(userId);
      return all.sort(byActivity).map(({ id }) => id);
    }
    if (!(yield* db.chats.membership(userId, chatId))) throw new Refusal('not_found');
    return [chatId];
  }

  /** The index knows beginnings of words; what stands inside them is looked for in the newest messages only. */
  function* scan({ userId, terms, before, limit }: Asked, chatIds: string[]): Script<Found[]> {
    const each = chatIds.length === 1 ? SCAN.one : SCAN.each;
    const found: Found[] = [];
    let letters = 0;
    for (const chatId of chatIds.slice(0, SCAN.chats)) {
      for (const hit of yield* db.search.recent(userId, chatId, before, each)) {
        letters += hit.message.text.length;
        if (letters > SCAN.letters) break;
        if (holds(fold(hit.message.text), terms)) found.push(hit);
      }
    }
    return found.sort((a, b) => b.id - a.id).slice(0, limit);
  }

  async function search(ctx: Ctx, body: SearchBody): Promise<Outcome<SearchReply>> {
    const wanted = terms(body.q);
    if (wanted.length === 0) return { reply: { hits: [], next: null }, changes: [] };
    await indexer.ready();
    const limit = Math.min(body.limit ?? LIMITS.searchPage, LIMITS.searchPage);
    const before = body.before ?? Number.MAX_SAFE_INTEGER;
    const { userId } = ctx;
    // One more than the page tells whether there is a next one.
    const asked = { userId, chatId: body.chatId, terms: wanted, before, limit: limit + 1 };
    const found = await db.read(find(asked));
    const page = thatFit(found.slice(0, limit));
    const hits = page.map(({ message }) => ({ message, marks: matches(message.text, body.q) }));
    const next = found.length > page.length ? (page.at(-1)?.id ?? null) : null;
    return { reply: { hits, next }, changes: [] };
  }

  const { start, stop, tick, catchUp } = indexer;
  return { search, start, stop, tick, catchUp };
}

function holds(folded: string, terms: readonly Term[]): boolean {
  return terms.every((term) => term.some((way) => way.every((word) => folded.includes(word))));
}
