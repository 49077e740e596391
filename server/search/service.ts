import { ApiError } from '../../db/engine/api-error.ts';
import type { FoundMessageRow } from '../../db/stores/search.ts';
import { matches, toTerms } from '../../protocol/find.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { SearchBody, SearchReply } from '../../protocol/search.ts';
import { BOUNDS } from '../bounds.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { createIndexer } from './indexer.ts';
import { createSearchTurns } from './turns.ts';
import { countLeft, createWalks, type SearchRequest } from './walk.ts';

/** What a search has taken: a slice is as long as others wait, the budget is work, however busy the machine is. */
const CLOCKS = {
  waited: () => performance.now(),
  worked(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

export function createSearch(deps: Pick<Deps, 'db' | 'log'>, clocks = CLOCKS) {
  const { db } = deps;
  const indexer = createIndexer(deps);
  const walks = createWalks(db);
  const turns = createSearchTurns();

  /** Returns at most `asked.limit` hits, and where to continue when the walk is not finished. */
  async function find(
    asked: SearchRequest,
  ): Promise<{ found: FoundMessageRow[]; before: number | null }> {
    let spent = 0;
    const slice = <T>(work: (late: () => boolean) => Promise<T>): Promise<T> =>
      turns.turn(asked.userId, async () => {
        const [began, before] = [clocks.waited(), clocks.worked()];
        const done = await work(() => clocks.waited() - began > BOUNDS.searchSlice);
        spent += clocks.worked() - before;
        return done;
      });
    const walk = await slice(() => db.read(walks.begin(asked)));
    if (asked.chatId !== undefined && walk.places.length === 0) await mustBeIn(asked);
    await indexer.ready(Math.max(0, ...walk.places.map(({ newest }) => newest)));
    for (;;) {
      if (await slice((late) => db.read(walks.step(walk, late))))
        return { found: walk.found.slice(0, asked.limit), before: null };
      if (spent <= BOUNDS.searchBudget || walk.scan !== undefined) continue;
      const before = countLeft(walk);
      // A page that ends where it began would be asked for without end.
      if (before < asked.before) return { found: walk.found, before };
    }
  }

  async function mustBeIn({ userId, chatId = '' }: SearchRequest): Promise<void> {
    if (!(await db.read(db.chats.membership(userId, chatId)))) throw new ApiError('not_found');
  }

  async function search(ctx: Ctx, body: SearchBody): Promise<Outcome<SearchReply>> {
    const wanted = toTerms(body.q);
    if (wanted.length === 0) return { reply: { hits: [], next: null }, changes: [] };
    const limit = Math.min(body.limit ?? LIMITS.searchPage, LIMITS.searchPage);
    const before = body.before ?? Number.MAX_SAFE_INTEGER;
    const { userId } = ctx;
    // One more than the page tells whether there is a next one.
    const asked = { userId, chatId: body.chatId, terms: wanted, before, limit: limit + 1 };
    const got = await turns.run(userId, () => find(asked));
    const page = takeFittingHits(
      await db.read(db.search.withMine(userId, got.found.slice(0, limit))),
    );
    const hits = page.map(({ message }) => ({ message, matches: matches(message.text, body.q) }));
    const next = got.found.length > page.length ? (page.at(-1)?.id ?? null) : got.before;
    return { reply: { hits, next }, changes: [] };
  }

  const { start, stop, tick, catchUp } = indexer;
  return { search, start, stop, tick, catchUp };
}

/** The first of them that make a page by their bytes; one at least, or the next page would never come. */
function takeFittingHits(found: FoundMessageRow[]): FoundMessageRow[] {
  let bytes = 0;
  for (const [i, { message }] of found.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(message));
    if (bytes > LIMITS.pageBytes && i > 0) return found.slice(0, i);
  }
  return found;
}
