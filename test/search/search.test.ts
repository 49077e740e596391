import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { SearchBody, SearchReply } from '../../protocol/search.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
});
afterEach(() => world.close());

const search = async (who: Ctx, q: string, rest?: Partial<SearchBody>): Promise<SearchReply> =>
  (await world.search.search(who, { q, ...rest })).reply;
const texts = async (q: string, rest?: Partial<SearchBody>): Promise<string[]> =>
  (await search(world.ali, q, rest)).hits.map(({ message }) => message.text);

describe('words', () => {
  test.each([
    ['كتاب', 'این کتاب را بخوان'],
    ['کتاب', 'هذا كتاب'],
    ['علي', 'به علی بگو'],
    ['سلام', 'سَلامٌ علیکم'],
    ['1234', 'کد ۱۲۳۴ است'],
    ['۱۲۳۴', 'code 1234'],
    ['رییس', 'آقای رئیس'],
    ['اب', 'آب خنک'],
    ['خانه', 'خانۀ ما'],
    ['میخواهم', 'چای می‌خواهم'],
    ['می‌خواهم', 'چای میخواهم'],
    ['می‌خواهم', 'چای می خواهم'],
    ['می خواهم', 'چای می‌خواهم'],
    ['خواهم', 'چای می‌خواهم'],
    ['سلام', 'ســـلام'],
    ['ته', 'تهران بزرگ'],
    ['CAFE', 'un café'],
    ['لا', 'ﻻ اله'],
    ['👍', 'عالی👍👍'],
    ['أﷺ', 'به نام أﷺ'],
  ])('“%s” finds «%s»', async (q, text) => {
    await world.send(world.sara, chatId, text);
    await world.send(world.sara, chatId, 'چیز دیگر');
    expect(await texts(q)).toEqual([text]);
  });

  test('all have to be there, in any order', async () => {
    await world.send(world.sara, chatId, 'فردا در تهران');
    await world.send(world.sara, chatId, 'فردا در شیراز');
    expect(await texts('تهران فردا')).toEqual(['فردا در تهران']);
  });

  test('inside a word are found among the newest messages, when no word begins so', async () => {
    await world.send(world.sara, chatId, 'دانشگاه');
    expect(await texts('شگاه')).toEqual(['دانشگاه']);
    await world.send(world.sara, chatId, 'شگاه');
    expect(await texts('شگاه')).toEqual(['شگاه']);
  });

  test('are marked in the text as it was written', async () => {
    await world.send(world.sara, chatId, 'سَلامٌ، كتاب');
    const { hits } = await search(world.ali, 'سلام کتاب');
    const [hit] = hits;
    const marked = hit?.matches.map(([at, length]) => hit.message.text.slice(at, at + length));
    expect(marked).toEqual(['سَلامٌ', 'كتاب']);
  });

  test.each(['', '   ', '؟!', '"', '* OR *', 'NEAR(', 'a"b', '\u0000', '\ud800', '§'])(
    'that are none, or look like a query language, are harmless: %j',
    async (q) => {
      await world.send(world.sara, chatId, 'سلام');
      expect(await texts(q)).toEqual([]);
    },
  );
});

describe('whoever is not a member', () => {
  test('finds nothing that a member finds', async () => {
    const { ali, mina } = world;
    await world.send(world.sara, chatId, 'رمز گاوصندوق');
    const minasOwn = await world.direct(mina, world.reza);
    await world.send(mina, minasOwn, 'سلام رضا');
    for (const q of ['گاوصندوق', 'صندوق']) {
      expect((await search(ali, q)).hits).toHaveLength(1);
      expect((await search(mina, q)).hits).toEqual([]);
    }
  });

  test('is answered as if the chat did not exist', async () => {
    await world.send(world.sara, chatId, 'سلام');
    expect((await search(world.ali, 'سلام', { chatId })).hits).toHaveLength(1);
    expect(await refusalOf(search(world.mina, 'سلام', { chatId }))).toBe('not_found');
    expect(await refusalOf(search(world.mina, 'سلام', { chatId: 'AAAAAAAAAAA' }))).toBe(
      'not_found',
    );
  });

  test('any more finds nothing, though the index still knows the words', async () => {
    await world.send(world.sara, chatId, 'سلام');
    expect(await texts('سلام')).toEqual(['سلام']);
    world.sql('UPDATE members SET left_at = 1 WHERE user_id = ?', world.ali.userId);
    expect(await texts('سلام')).toEqual([]);
  });
});

describe('pages', () => {
  test('are newest first and hold each hit once', async () => {
    await world.sendMany(world.sara, chatId, 'نشست', 7);
    const got: string[] = [];
    let before: number | undefined;
    for (const more of [true, true, false]) {
      const { hits, next } = await search(world.ali, 'نشست', { limit: 3, before });
      got.push(...hits.map(({ message }) => message.text));
      expect(next !== null).toBe(more);
      before = next ?? undefined;
    }
    expect(got).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `نشست ${n}`));
  });

  test('can be of one chat', async () => {
    const other = await world.direct(world.ali, world.reza);
    await world.send(world.sara, chatId, 'جلسه با سارا');
    await world.send(world.ali, other, 'جلسه با رضا');
    expect(await texts('جلسه')).toEqual(['جلسه با رضا', 'جلسه با سارا']);
    expect(await texts('جلسه', { chatId })).toEqual(['جلسه با سارا']);
  });

  test('of somebody with very many chats hold only theirs', async () => {
    const friend = await world.person('friend', 'دوست');
    for (let i = 0; i < 70; i++) {
      const other = await world.person(`p${i}`, `نفر ${i}`);
      await world.send(friend, await world.direct(friend, other), `مهمانی ${i}`);
    }
    await world.send(world.sara, chatId, 'مهمانی پنهان');
    expect((await search(friend, 'مهمانی 69')).hits).toHaveLength(1);
    expect((await search(friend, 'پنهان')).hits).toEqual([]);
    expect(await texts('پنهان')).toEqual(['مهمانی پنهان']);
  });
});
