import { describe, expect, test } from 'bun:test';
import { matches, toTerms } from '../protocol/find.ts';
import { fold, foldWord, splitWords, words } from '../protocol/fold.ts';

describe('fold', () => {
  test.each([
    ['Arabic kaf and yeh', 'كتاب علي', 'کتاب علی'],
    ['alef maksura', 'موسى', 'موسی'],
    ['Urdu yeh and heh', 'ہے', 'هی'],
    ['teh marbuta', 'فاطمة', 'فاطمه'],
    ['heh with yeh above, in one letter', 'خانۀ', 'خانه'],
    ['heh with yeh above, in two', 'خانه\u0654', 'خانه'],
    ['hamza on its bearers', 'رئیس مسؤول أب إن', 'رییس مسوول اب ان'],
    ['hamza after its bearer', 'ري\u0654یس', 'رییس'],
    ['madda', 'آب ا\u0653ب', 'اب اب'],
    ['wasla', 'ٱلله', 'الله'],
    ['harakat', 'سَلامٌ مُحَمَّد', 'سلام محمد'],
    ['superscript alef', 'رحمٰن', 'رحمن'],
    ['kashida', 'ســـلام', 'سلام'],
    ['the half-space', 'می\u200cخواهم', 'میخواهم'],
    ['direction marks', '\u202bسلام\u202c\u200f', 'سلام'],
    ['Persian digits', '۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['Arabic digits', '٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['presentation forms', 'ﮐﺘﺎﺏ ﻻ ﷲ', 'کتاب لا الله'],
    ['the rial sign', '۱۰۰﷼', '100ریال'],
    ['full-width letters', 'ＡＢ１', 'ab1'],
    ['case', 'Hello WORLD', 'hello world'],
    ['accents, in one letter or two', 'Café cafe\u0301', 'cafe cafe'],
    ['the dotted capital of Turkish', 'İstanbul', 'istanbul'],
    ['final sigma', 'ΟΔΟΣ οδος', 'οδοσ οδοσ'],
    ['sharp s', 'Straße', 'strasse'],
    ['skin tone and emoji style', '👍🏽 ❤\ufe0f', '👍 ❤'],
  ])('knows %s', (_, written, folded) => {
    expect(fold(written)).toBe(folded);
    expect(fold(folded)).toBe(folded);
  });

  test('leaves other scripts as they are', () => {
    for (const text of ['한국어', 'がぎぐ', 'नमस्ते', 'ไทย', '中文']) expect(fold(text)).toBe(text);
  });

  test('of a text is the fold of its letters, which marking relies on', () => {
    const text = 'آقای رئیس، كتابِ Café می‌خواهم ΟΔΟΣ 👍🏽';
    const letters = [...new Intl.Segmenter('fa').segment(text)].map(({ segment }) => fold(segment));
    expect(letters.join('')).toBe(fold(text));
  });
});

describe('fold for words', () => {
  test.each([
    ['hamza without a bearer', 'سوءاستفاده', 'سواستفاده'],
    ['Kurdish letters', 'ڕۆژ سڵاو', 'روژ سلاو'],
    ['Urdu and Pashto letters', 'ٹڈڑں ټډړڼ', 'تدرن تدرن'],
    ["Word's sign for a half-space", 'می¬شود', 'میشود'],
    ['the dotless i of Turkish', 'Diyarbakır', 'diyarbakir'],
    ['Latin letters that are more than an accent', 'Łódź Øre Đà æsc œuf', 'lodz ore da aesc oeuf'],
  ])('knows %s', (_, written, folded) => {
    expect(foldWord(written)).toBe(folded);
    expect(foldWord(folded)).toBe(folded);
  });

  test('takes letters for the same that would be others in a username', () => {
    for (const name of ['alı', 'søren', 'ali¬x', 'aliء']) {
      expect(fold(name)).toBe(name);
      expect(foldWord(name)).toMatch(/^[a-z]+$/);
    }
  });
});

test('words are runs of letters and digits, and single emoji', () => {
  expect(words('سلام، دنیا! a_b 3.14 👍👍')).toEqual([
    ...['سلام', 'دنیا', 'a', 'b', '3', '14', '👍', '👍'],
  ]);
  expect(words('؟! … ()')).toEqual([]);
});

test('a flag is one sign, of two letters or of tags', () => {
  expect(words('🇮🇷🇫🇷')).toEqual(['🇮🇷', '🇫🇷']);
  const [england, scotland] = ['🏴\u{e0067}\u{e0062}\u{e007f}', '🏴\u{e0073}\u{e0063}\u{e007f}'];
  expect(words(`${england}${scotland}`)).toEqual([england, scotland]);
});

test('a word with half-spaces is one word, or its parts', () => {
  expect(words('می‌خواهم')).toEqual(['میخواهم']);
  expect(splitWords('می‌خواهم')).toEqual(['می', 'خواهم']);
  expect(toTerms('می‌خواهم')).toEqual([{ ways: ['میخواهم'], joints: [2], sign: false }]);
  expect(toTerms('كتاب من')).toEqual([
    { ways: ['کتاب'], joints: [], sign: false },
    { ways: ['من', 'کتابمن'], joints: [], sign: false },
  ]);
  expect(toTerms(' \u200c ')).toEqual([]);
});

describe('matches', () => {
  const listMarked = (text: string, query: string): string[] =>
    matches(text, query).map(([start, length]) => text.slice(start, start + length));

  test.each([
    ['سلام دنیا', 'دن', ['دن']],
    ['كتابِ علي', 'کتاب', ['كتابِ']],
    ['سَلامٌ', 'سلام', ['سَلامٌ']],
    ['کد ۱۲۳۴', '123', ['۱۲۳']],
    ['چای می‌خواهم', 'میخواهم', ['می‌خواهم']],
    ['چای می‌خواهم', 'خواهم', ['خواهم']],
    ['چای می خواهم', 'می‌خواهم', ['می', 'خواهم']],
    ['ﷲ اکبر', 'الله', ['ﷲ']],
    ['عالی👍🏽👍', '👍', ['👍🏽', '👍']],
    ['Café au lait', 'CAFE', ['Café']],
    ['۱۲۵٬۰۰۰ تومان', '125000', ['۱۲۵٬۰۰۰']],
    ['۵۰۰تومن دادم', 'تومن', ['تومن']],
    ['این می شود', 'میشود', ['می', 'شود']],
    ['خانهٔ ما', 'خانه‌ی', ['خانهٔ']],
    ['مدیر مسؤول روزنامه', 'مسئول', ['مسؤول']],
    ['🇮🇷🇮🇹', '🇮🇹', ['🇮🇹']],
    ['🇫🇷🇮🇹', '🇷🇮', []],
  ])('«%s» for “%s”', (text, query, expected) => {
    expect(listMarked(text, query)).toEqual(expected);
  });

  test('are beginnings of words; inside them only where no word begins so', () => {
    expect(matches('گرم رم', 'رم')).toEqual([[4, 2]]);
    expect(matches('گرم', 'رم')).toEqual([[1, 2]]);
  });

  test('are in order and never overlap', () => {
    expect(matches('سلام سلامت', 'سلام سل')).toEqual([
      [0, 4],
      [5, 4],
    ]);
  });

  test('are none for a query without words', () => {
    expect(matches('سلام', '؟')).toEqual([]);
    expect(matches('', 'سلام')).toEqual([]);
  });
});
