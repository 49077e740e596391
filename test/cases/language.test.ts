import { expect, test } from 'bun:test';
import { persianSentences } from './helpers/persian-sentences.ts';

/** These are typed and not read: words, names and addresses in Latin letters, with what belongs to them. */
const TYPED = /[\x21-\x7e]*[A-Za-z_][\x20-\x7e]*|\d+(?:\.\d+){3}(?:\/\d+)?|%[0-9A-F]{2}|`[^`]*`/g;
const hideTyped = (text: string): string => text.replaceAll(TYPED, '§');

type Check = { rule: string; wrong(text: string): boolean; sample: string };

const CHECKS: Check[] = [
  {
    rule: 'letters are Persian, not Arabic',
    wrong: (text) => /[يكىة]/.test(hideTyped(text)),
    sample: 'كتاب من',
  },
  {
    rule: 'marks are Persian',
    wrong: (text) => /[آ-ی\u200c][,;?]/.test(text),
    sample: 'خوبی?',
  },
  {
    rule: 'digits are Persian, except in what is typed',
    wrong: (text) => /[0-9٠-٩]/.test(hideTyped(text)),
    sample: 'دست‌کم 32 نویسه',
  },
  {
    rule: 'می and ن‌می are joined by a half-space',
    wrong: (text) => /(?<![آ-ی\u200c])ن?می [آ-ی]/.test(text),
    sample: 'کار نمی کند',
  },
  {
    rule: 'ها, تر and ترین are joined by a half-space',
    wrong: (text) => /[آ-ی] (ها|های|هایی|هایش|هایتان|تر|ترین)(?![آ-ی\u200c])/.test(text),
    sample: 'کتاب ها',
  },
  {
    rule: 'the ezafe after ه is ‌ی',
    wrong: (text) => /ه ی(?![آ-ی])|ه\u0654|ۀ/.test(text),
    sample: 'خانهٔ ما',
  },
  {
    rule: 'there is one space between words, and none before a mark',
    wrong: (text) => /[آ-ی،؛؟] {2,}\S| [،؛؟!.»…](?![A-Za-z./])/.test(text),
    sample: 'سلام ، خوبی؟',
  },
  {
    rule: 'an option keeps its dashes in front',
    wrong: (text) => /[آ-ی،؛:] --[a-z]/.test(text),
    sample: 'با --port دیگری',
  },
];

/** Each thing has one word, in every part of the product: docs/glossary.md has them all. */
const WORDS: [wrong: string, right: string][] = [
  ['گفت\u200cوگو', 'گفتگو'],
  ['جست\u200cوجو', 'جستجو'],
  ['پرونده', 'فایل'],
  ['نگارش', 'نسخه'],
  ['همه چیز', 'همه‌چیز'],
  ['هیچ چیز', 'هیچ‌چیز'],
  ['این\u200cجا', 'اینجا'],
  ['به جای ', 'به‌جای'],
  ['گرداننده', 'مدیر سرور'],
  ['صاحب گروه', 'مالک گروه'],
  ['عضوها', 'اعضا'],
  ['مدیرها', 'مدیران'],
  ['برگزی', 'انتخاب'],
  ['برگزید', 'انتخاب'],
  ['رونوشت', 'کپی'],
  ['هم\u200cرسانی', 'اشتراک‌گذاری'],
  ['رمزینه', 'کد QR'],
  ['بازفرست', 'هدایت'],
  ['ویراسته', 'ویرایش‌شده'],
  ['بکوشید', 'تلاش کنید'],
  ['آشنایان', 'مخاطبان'],
  ['آدم', 'کاربر یا فرد'],
  ['درشت', 'پررنگ'],
  ['کج', 'مورب'],
  ['درگاه', 'پورت'],
  ['حساب پاک', 'حساب حذف‌شده'],
];

const SENTENCES = persianSentences();

test('the sentences are found where they stand', () => {
  const places = new Set(SENTENCES.map(({ where }) => where.replace(/\/.*/, '')));
  expect([...places].sort()).toEqual(['client', 'db', 'deploy', 'docs', 'public', 'server']);
  expect(SENTENCES.length).toBeGreaterThan(1_000);
});

test.each(CHECKS)('in every Persian sentence $rule', ({ wrong, sample }) => {
  expect(wrong(sample)).toBe(true);
  expect(SENTENCES.filter(({ text }) => wrong(text))).toEqual([]);
});

test.each(WORDS)('no sentence says «%s», all say «%s»', (word, right) => {
  // A word of two letters stands within many others («کجا»).
  const said = new RegExp(word.length > 2 ? word : `(?<![آ-ی])${word}(?![آ-ی])`);
  const says = (text: string) => said.test(text);
  expect([says(`یک ${word} دیگر`), says(right)]).toEqual([true, false]);
  expect(SENTENCES.filter(({ text }) => says(text))).toEqual([]);
});
