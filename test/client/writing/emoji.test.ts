import { describe, expect, test } from 'bun:test';
import { GROUPS } from '../../../client/emoji/data.ts';
import { findEmoji } from '../../../client/emoji/find.ts';
import { nextCell, splitIntoRows } from '../../../client/emoji/grid-keys.ts';
import { LikedEmoji } from '../../../client/emoji/liked.ts';
import { withTone } from '../../../client/emoji/tones.ts';

const all = GROUPS.flatMap(({ emojis }) => emojis);
const found = (q: string) => findEmoji(all, q).map(({ emoji }) => emoji);

describe('the data', () => {
  test('names every emoji in both languages, once, in its group', () => {
    expect(all.length).toBeGreaterThan(1_800);
    expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
    const odd = all.filter(
      ({ emoji, fa, en }) => !/^\p{RGI_Emoji}$/v.test(emoji) || fa === '' || en === '',
    );
    // The newest ones may be newer than the Unicode tables of this run-time.
    expect(odd.filter(({ since }) => since < 16)).toEqual([]);
    // CLDR has no Persian name for the keys of a telephone.
    const foreign = all.filter(({ fa }) => !/[\u0600-\u06ff]/.test(fa));
    expect(foreign.filter(({ en }) => !en.startsWith('keycap'))).toEqual([]);
  });
});

describe('the search', () => {
  test('finds in Persian, however it is written', () => {
    expect(found('قلب')[0]).toBe('❤️');
    expect(found('گربه')).toContain('🐈');
    expect(found('گربة')).toEqual(found('گربه'));
    expect(found('كيك')).toEqual(found('کیک'));
    expect(found('کیک')).toContain('🎂');
    expect(found('پرچم ایران')).toEqual(['🇮🇷']);
    expect(found('خداح')).toContain('👋');
  });

  test('finds in English, by the beginnings of words, those first that are called so', () => {
    expect(found('cat')[0]).toBe('🐈');
    expect(found('red heart')[0]).toBe('❤️');
    expect(found('Thumbs UP')[0]).toBe('👍');
    expect(found('humbs')).toEqual([]);
  });

  test('finds nothing for nothing and for nonsense', () => {
    expect(found('  ')).toEqual([]);
    expect(found('ژژژژ')).toEqual([]);
  });
});

describe('a tone of skin', () => {
  test('is put right after each person', () => {
    expect(withTone('👋', 3)).toBe('👋🏽');
    expect(withTone('✌️', 1)).toBe('✌🏻');
    expect(withTone('👩‍❤️‍👨', 5)).toBe('👩🏿‍❤️‍👨🏿');
    expect(withTone('👋', 0)).toBe('👋');
  });

  test('makes emoji that Unicode knows, of all that take one', () => {
    const takers = all.filter(({ hasTones, since }) => hasTones && since < 16);
    expect(takers.length).toBeGreaterThan(280);
    for (const { emoji } of takers) expect(withTone(emoji, 2)).toMatch(/^\p{RGI_Emoji}$/v);
  });
});

describe('the arrows', () => {
  test('go by what one sees: in a page from right to left, left is on', () => {
    expect(nextCell('ArrowLeft', 3, 20, true)).toBe(4);
    expect(nextCell('ArrowLeft', 3, 20, false)).toBe(2);
    expect(nextCell('ArrowDown', 3, 20, true)).toBe(11);
    expect(nextCell('ArrowUp', 3, 20, true)).toBe(3);
    expect(nextCell('End', 17, 20, true)).toBe(19);
    expect(nextCell('Home', 13, 20, false)).toBe(8);
    expect(nextCell('a', 3, 20, true)).toBeNull();
  });

  test('have rows of one length, the last one shorter', () => {
    expect(
      splitIntoRows(Array.from({ length: 18 }, (_, i) => i)).map(({ length }) => length),
    ).toEqual([8, 8, 2]);
  });
});

describe('what somebody likes', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    } as Storage;
  };

  test('is remembered on the device, the last first, each once', () => {
    const disk = storage();
    const liked = new LikedEmoji('me', disk);
    for (const one of ['🍉', '❤️', '🍉']) liked.use(one);
    liked.choose(4);
    const later = new LikedEmoji('me', disk);
    expect([later.recent, later.tone]).toEqual([['🍉', '❤️'], 4]);
  });

  test('is not shown to the next person on the device', () => {
    const disk = storage();
    const first = new LikedEmoji('me', disk);
    first.use('🍉');
    expect(new LikedEmoji('me', disk).recent).toEqual(['🍉']);
    expect(new LikedEmoji('other', disk).recent).toEqual([]);
  });

  test('does without a storage, and with nonsense in it', () => {
    const none = new LikedEmoji('me', null);
    none.use('🍉');
    expect(none.recent).toEqual(['🍉']);
    const disk = storage();
    disk.setItem('payambar:emoji', '{"of":"me","recent":[1,"🍉"],"tone":99}');
    expect([new LikedEmoji('me', disk).recent, new LikedEmoji('me', disk).tone]).toEqual([
      ['🍉'],
      0,
    ]);
  });
});
