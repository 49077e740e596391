import type { Tx } from '../../db/engine/engine.ts';
import type { FoundMessageRow, Place } from '../../db/stores/search.ts';
import type { Db } from '../../db/stores.ts';
import { fitOf, type Term } from '../../protocol/find.ts';
import { toSearchText } from '../../protocol/rules/files.ts';
import { beginOf, blockKey, blockOf } from '../messages/index-words.ts';
import { toWordQuery } from './terms.ts';

/** Candidates of one question to the index: about a page, since most of them fit. They are ids alone. */
const CANDIDATES = 64;
/** Blocks, newest first, in which joined words are looked for in two parts as well: five times the work of the rest. */
const SPLIT_BLOCKS = 32;
/** Messages that the scan reads at once. */
const READ = 100;
/** Bounds of the scan for parts of words: chats, messages of each (or of the one that is searched), letters in all. */
const SCAN = { chats: 30, each: 200, one: 3000, letters: 400_000 };

export type SearchRequest = {
  userId: string;
  chatId?: string;
  terms: Term[];
  /** Only messages with a smaller id. */
  before: number;
  limit: number;
};

/**
 * A block of one chat in which messages with ids below `top` have not been looked at. `ids`: what the index has found
 * in it, the newest last; undefined: the index has to be asked (again). `last`: the index has nothing older than these.
 * `split`: whether joined words are looked for in two parts, too.
 */
type Block = {
  place: Place;
  block: number;
  top: number;
  ids?: number[];
  last?: boolean;
  split?: boolean;
};

type Walk = {
  asked: SearchRequest;
  places: Place[];
  /** Ordered by `top`, the smallest first. */
  blocks: Block[];
  /** What fits, newest first. */
  found: FoundMessageRow[];
  /** How many blocks were looked up. */
  asks: number;
  scan: { chat: number; top: number; read: number; letters: number } | undefined;
};

/** `late`: the slice has taken its time. */
type Late = () => boolean;

/**
 * Searches the chats of one person, block by block, the newest message first, until there are enough hits that nothing
 * left can be newer. Each step is short, and a walk can be left after any of them.
 */
export function createWalks({ search }: Pick<Db, 'search'>) {
  function* begin(asked: SearchRequest): Tx<Walk> {
    const { userId, chatId, before } = asked;
    const places = yield* search.places(userId, chatId ?? '');
    places.sort((a, b) => b.lastAt - a.lastAt);
    const walk: Walk = { asked, places, blocks: [], found: [], asks: 0, scan: undefined };
    for (const place of places) {
      const block = yield* startOf(place, before);
      const top = Math.min(before, place.newest + 1);
      add(walk, { place, block, top });
    }
    return walk;
  }

  /** The block that holds the newest message below `before`: ids of a chat grow with its seqs. */
  function* startOf({ chatId, lastSeq, newest }: Place, before: number): Tx<number> {
    let high = blockOf(lastSeq);
    if (newest < before) return high;
    let low = 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const first = yield* search.idAt(chatId, beginOf(middle));
      if (first < before) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** True when there is nothing more to do. */
  function* step(walk: Walk, late: Late): Tx<boolean> {
    do {
      if (walk.scan === undefined) {
        if (walk.found.length >= walk.asked.limit) return true;
        const block = walk.blocks.pop();
        if (block?.ids) yield* checkHit(walk, block, block.ids);
        else if (block) yield* ask(walk, block);
        else if (walk.found.length > 0) return true;
        // The index knows beginnings of words; what stands inside them is looked for in the newest messages only.
        else walk.scan = { chat: 0, top: walk.asked.before, read: 0, letters: SCAN.letters };
      } else if (yield* scanSome(walk, walk.scan)) return true;
    } while (!late());
    return false;
  }

  /** Asks the index which messages of the block may fit. */
  function* ask(walk: Walk, block: Block): Tx<void> {
    block.split ??= walk.asks++ < SPLIT_BLOCKS;
    const key = blockKey(block.place.chatId, block.block);
    const query = toWordQuery(walk.asked.terms, key, block.split);
    const ids = yield* search.candidates(query, block.top, CANDIDATES);
    const [newest] = ids;
    if (newest === undefined) return yield* goOlder(walk, block);
    const last = ids.length < CANDIDATES;
    add(walk, { ...block, top: newest + 1, ids: ids.reverse(), last });
  }

  /** Reads the newest candidate of the block, which is the newest of all blocks. */
  function* checkHit(walk: Walk, block: Block, ids: number[]): Tx<void> {
    const { asked, found } = walk;
    const id = ids.pop() ?? 0;
    const hit = yield* search.hit(asked.userId, block.place.chatId, id);
    if (hit && fitOf(toSearchText(hit.message), asked.terms) === 'begins') found.push(hit);
    const next = ids.at(-1);
    if (next !== undefined) add(walk, { ...block, top: next + 1 });
    else if (block.last) yield* goOlder(walk, { ...block, top: id });
    else add(walk, { ...block, top: id, ids: undefined });
  }

  /** Goes on to the block before, unless the person has cleared it. */
  function* goOlder(walk: Walk, { place, block, top }: Block): Tx<void> {
    if (block === 0 || beginOf(block) <= place.cleared) return;
    const first = yield* search.idAt(place.chatId, beginOf(block));
    add(walk, { place, block: block - 1, top: Math.min(top, first) });
  }

  /** The next messages of the scan; true when it has come to its end. */
  function* scanSome(walk: Walk, scan: NonNullable<Walk['scan']>): Tx<boolean> {
    const { asked, places, found } = walk;
    const place = places[scan.chat];
    if (place === undefined || scan.chat >= SCAN.chats || scan.letters <= 0) return true;
    const most = places.length === 1 ? SCAN.one : SCAN.each;
    const limit = Math.min(READ, most - scan.read);
    const hits = yield* search.recent(asked.userId, place.chatId, scan.top, limit);
    for (const hit of hits) {
      scan.letters -= hit.message.text.length;
      if (scan.letters > 0 && fitOf(toSearchText(hit.message), asked.terms) !== 'none')
        found.push(hit);
    }
    found.sort((a, b) => b.id - a.id);
    scan.read += hits.length;
    scan.top = hits.at(-1)?.id ?? 0;
    if (hits.length < limit || scan.read >= most)
      Object.assign(scan, { chat: scan.chat + 1, top: asked.before, read: 0 });
    return false;
  }

  return { begin, step };
}

/** The id below which an unfinished walk has to go on. */
export function countLeft({ blocks }: Walk): number {
  return blocks.at(-1)?.top ?? 1;
}

/** Puts a block into its place by `top`. */
function add({ blocks }: Walk, block: Block): void {
  let [from, to] = [0, blocks.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((blocks[middle]?.top ?? 0) <= block.top) from = middle + 1;
    else to = middle;
  }
  blocks.splice(from, 0, block);
}
