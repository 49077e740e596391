import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { toFts5 } from '../../db/stores/word-query.ts';
import type { Hit } from '../../protocol/search.ts';
import type { Ctx } from '../../server/context.ts';
import { blockKey } from '../../server/messages/index-words.ts';
import { createSearch } from '../../server/search/service.ts';
import { createSearchTurns } from '../../server/search/turns.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

/** Makes a service that records what it asks the index for. */
function watchSearches() {
  const { db } = world;
  const asked: string[] = [];
  const candidates: typeof db.search.candidates = (...args) => {
    asked.push(toFts5(args[0]));
    return db.search.candidates(...args);
  };
  const watching = { ...db, search: { ...db.search, candidates } };
  const search = createSearch({ ...world.deps, db: watching });
  return { search, asked };
}

const SECRET = 'گاوصندوق';

describe('the index is asked for blocks of one’s own chats', () => {
  test.each([1, 70])('and for nothing of others, by somebody with %i', async (count) => {
    const own = Array.from({ length: count }, () => world.group(world.mina, world.reza));
    for (const chatId of own) await world.send(world.mina, chatId, 'سلام');
    const others = await world.direct(world.sara, world.ali);
    await world.send(world.sara, others, SECRET);
    const { search, asked } = watchSearches();
    const keys = own.map((chatId) => blockKey(chatId, 0));

    expect((await search.search(world.mina, { q: SECRET })).reply.hits).toEqual([]);
    expect(asked.length).toBe(count);
    for (const [, word = ''] of asked.join().matchAll(/"([^"]*)"/g))
      expect(keys).toContain(word.slice(0, keys[0]?.length));
    expect(asked.join().includes(blockKey(others, 0))).toBe(false);

    asked.length = 0;
    expect((await search.search(world.ali, { q: SECRET })).reply.hits).toHaveLength(1);
    expect(asked.join()).toContain(blockKey(others, 0));
  });

  test('and no more of it is read for a word that others have written than for one that nobody has', async () => {
    const mine = world.group(world.mina, world.reza);
    await world.send(world.mina, mine, 'سلام');
    const others = await world.direct(world.sara, world.ali);
    await world.sendMany(world.sara, others, SECRET, 50);
    const { search, asked } = watchSearches();
    const count = async (who: Ctx, q: string): Promise<number> => {
      asked.length = 0;
      await search.search(who, { q });
      return asked.length;
    };
    expect(await count(world.mina, SECRET)).toBe(await count(world.mina, 'قسطنطنیه'));
  });

  test('what others have just written is not waited for', async () => {
    const mine = world.group(world.mina, world.reza);
    await world.send(world.mina, mine, 'سلام');
    await world.search.catchUp();
    const others = await world.direct(world.sara, world.ali);
    await world.sendMany(world.sara, others, SECRET, 5);
    const indexed = () =>
      Number(world.sql("SELECT value FROM settings WHERE key = 'search.indexed'")?.value);
    const before = indexed();
    expect((await world.search.search(world.mina, { q: 'سلام' })).reply.hits).toHaveLength(1);
    expect(indexed()).toBe(before);
    expect((await world.search.search(world.ali, { q: SECRET })).reply.hits).toHaveLength(5);
    expect(indexed()).toBeGreaterThan(before);
  });
});

test('a search that takes its time answers what it has, and its pages together hold every hit once', async () => {
  const chats = Array.from({ length: 12 }, () => world.group(world.sara, world.ali));
  for (let n = 0; n < 36; n++) {
    const text = n % 3 === 0 ? `جلسه ${n}` : `چیزی ${n}`;
    await world.send(world.sara, chats[n % 12] ?? '', text);
  }
  let ms = 0;
  const clock = () => (ms += 40);
  const search = createSearch(world.deps, { waited: clock, worked: clock });
  const hits: Hit[] = [];
  let pages = 0;
  for (let before: number | undefined; ; pages++) {
    const { reply } = await search.search(world.ali, { q: 'جلسه', limit: 5, before });
    hits.push(...reply.hits);
    if (reply.next === null) break;
    expect(reply.next).toBeLessThan(before ?? Number.POSITIVE_INFINITY);
    before = reply.next;
  }
  expect(pages).toBeGreaterThan(2);
  expect(hits.map(({ message }) => message.text)).toEqual(
    Array.from({ length: 12 }, (_, n) => `جلسه ${33 - n * 3}`),
  );
});

test('a long chat is searched from its newest block to its oldest, and the pages go on inside one', async () => {
  const chatId = world.group(world.sara, world.ali);
  await world.sendMany(world.sara, chatId, 'کتاب', 40);
  // The rows are moved as if 20,000 messages lay between them.
  world.sql('UPDATE messages SET seq = seq + 20000 WHERE seq > 20');
  world.sql('UPDATE chats SET last_seq = 20040, last_rev = 20040');
  const found: string[] = [];
  for (let before: number | undefined; ; ) {
    const { reply } = await world.search.search(world.ali, { q: 'کتاب', chatId, limit: 7, before });
    found.push(...reply.hits.map(({ message }) => message.text));
    if (reply.next === null) break;
    before = reply.next;
  }
  expect(found).toEqual(Array.from({ length: 40 }, (_, n) => `کتاب ${40 - n}`));
});

describe('turns', () => {
  test('go round among people: one who asks for much comes behind whoever asks once', async () => {
    const { turn } = createSearchTurns();
    const done: string[] = [];
    const slice = (who: string) => turn(who, async () => void done.push(who));
    await Promise.all([slice('many'), slice('many'), slice('many'), slice('one')]);
    expect(done).toEqual(['many', 'one', 'many', 'many']);
  });

  test('are one in a turn of the loop, so that what waits is done in between', async () => {
    const { turn } = createSearchTurns();
    const done: string[] = [];
    const slices = [1, 2, 3].map(() => turn('a', async () => void done.push('slice')));
    const between = async () => {
      for (let n = 0; n < 3; n++) {
        await new Promise<void>((next) => setImmediate(next));
        done.push('other');
      }
    };
    await Promise.all([...slices, between()]);
    expect(done.join(' ')).toMatch(/slice other slice other/);
  });

  test('are given to so many searches of one person at once, then to their next', async () => {
    const { run } = createSearchTurns();
    let end = () => {};
    const open = new Promise<void>((done) => {
      end = done;
    });
    const searches = Array.from({ length: 4 }, () => run('sara', () => open));
    expect(await refusalOf(run('sara', async () => {}))).toBe('rate_limited');
    await run('ali', async () => {});
    end();
    await Promise.all(searches);
    await run('sara', async () => {});
  });
});
