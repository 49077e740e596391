import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine.ts';
import type { Found, Place } from '../../db/search.ts';
import { fitOf, type Term } from '../../protocol/find.ts';
import { beginOf, blockKey, blockOf } from '../messages/words.ts';
import { matchOf } from './terms.ts';

/** Candidates of one question to the index: about a page, since most of them fit. */
const CANDIDATES = 64;
/** Blocks, newest first, in which joined words are looked for in two parts as well: five times the work of the rest. */
const SPLIT_BLOCKS = 32;
/** Messages that the scan reads at once. */
const READ = 100;
/** Bounds of the scan for parts of words: chats, messages of each (or of the one asked), letters in all. */
const SCAN = { chats: 30, each: 200, one: 3000, letters: 400_000 };

export type Asked = {
  userId: string;
  chatId?: string;
  terms: Term[];
  /** Only messages with a smaller id. */
  before: number;
  limit: number;
};

/** A block of one chat in which messages with ids below `top` have not been looked at. */
type Block = { place: Place; block: number; top: number };

export type Walk = {
  asked: Asked;
  places: Place[];
  /** By `top`, the smallest first. */
  blocks: Block[];
  /** What fits, newest first, never more than asked for. */
  found: Found[];
  looked: number;
  scan: { chat: number; top: number; read: number; letters: number } | undefined;
};

/** `late`: the slice has taken its time. */
type Late = () => boolean;

/**
 * Searches the chats of one person, block by block, the newest message first, until there are enough hits that nothing
 * left can be newer. Each step is short, and a walk can be left after any of them.
 */
export function createWalks({ search }: Pick<Db, 'search'>) {
  function* begin(asked: Asked): Script<Walk> {
    const { userId, chatId, before } = asked;
    const places = yield* search.places(userId, chatId ?? '');
    places.sort((a, b) => b.lastAt - a.lastAt);
    const walk: Walk = { asked, places, blocks: [], found: [], looked: 0, scan: undefined };
    for (const place of places) {
      const block = yield* startOf(place, before);
      add(walk, { place, block, top: Math.min(before, place.newest + 1) });
    }
    return walk;
  }

  /** The block that holds the newest message below `before`: ids of a chat grow with its seqs. */
  function* startOf({ chatId, lastSeq, newest }: Place, before: number): Script<number> {
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
  function* step(walk: Walk, late: Late): Script<boolean> {
    do {
      if (walk.scan !== undefined) {
        if (yield* scanSome(walk, walk.scan)) return true;
        continue;
      }
      const block = walk.blocks.pop();
      if (block === undefined) {
        if (walk.found.length > 0) return true;
        // The index knows beginnings of words; what stands inside them is looked for in the newest messages only.
        walk.scan = { chat: 0, top: walk.asked.before, read: 0, letters: SCAN.letters };
        continue;
      }
      if (isFull(walk) && block.top <= oldest(walk)) return true;
      yield* look(walk, block, late);
    } while (!late());
    return false;
  }

  function* look(walk: Walk, block: Block, late: Late): Script<void> {
    const { asked, found } = walk;
    const { chatId, cleared } = block.place;
    const match = matchOf(asked.terms, blockKey(chatId, block.block), walk.looked++ < SPLIT_BLOCKS);
    const within = { match, before: block.top, after: isFull(walk) ? oldest(walk) : 0 };
    const hits = yield* search.match(asked.userId, chatId, within, CANDIDATES);
    for (const hit of hits) {
      block.top = hit.id;
      if (fitOf(hit.message.text, asked.terms) === 'begins') found.push(hit);
      if (late()) break;
    }
    keep(walk);
    const isLeft = hits.length === CANDIDATES || block.top !== hits.at(-1)?.id;
    if (hits.length > 0 && isLeft) return add(walk, block);
    const older = block.block - 1;
    if (older < 0 || beginOf(older + 1) <= cleared) return;
    const top = yield* search.idAt(chatId, beginOf(block.block));
    add(walk, { place: block.place, block: older, top: Math.min(block.top, top) });
  }

  /** The next messages of the scan; true when it has come to its end. */
  function* scanSome(walk: Walk, scan: NonNullable<Walk['scan']>): Script<boolean> {
    const { asked, places, found } = walk;
    const place = places[scan.chat];
    if (place === undefined || scan.chat >= SCAN.chats || scan.letters <= 0) return true;
    const most = places.length === 1 ? SCAN.one : SCAN.each;
    const limit = Math.min(READ, most - scan.read);
    const hits = yield* search.recent(asked.userId, place.chatId, scan.top, limit);
    for (const hit of hits) {
      scan.letters -= hit.message.text.length;
      if (scan.letters > 0 && fitOf(hit.message.text, asked.terms) !== 'none') found.push(hit);
    }
    keep(walk);
    scan.read += hits.length;
    scan.top = hits.at(-1)?.id ?? 0;
    if (hits.length < limit || scan.read >= most)
      Object.assign(scan, { chat: scan.chat + 1, top: asked.before, read: 0 });
    return false;
  }

  return { begin, step };
}

/** What of an unfinished walk is sure, and the id below which it has to go on. */
export function soFar({ found, blocks }: Walk): { found: Found[]; before: number } {
  const top = blocks.at(-1)?.top ?? 1;
  return { found: found.filter(({ id }) => id >= top), before: top };
}

function isFull({ found, asked }: Walk): boolean {
  return found.length >= asked.limit;
}

function oldest({ found }: Walk): number {
  return found.at(-1)?.id ?? 0;
}

function keep(walk: Walk): void {
  walk.found.sort((a, b) => b.id - a.id);
  walk.found.length = Math.min(walk.found.length, walk.asked.limit);
}

/** In its place by `top`. */
function add({ blocks }: Walk, block: Block): void {
  let [from, to] = [0, blocks.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((blocks[middle]?.top ?? 0) <= block.top) from = middle + 1;
    else to = middle;
  }
  blocks.splice(from, 0, block);
}
