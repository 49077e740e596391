import { describe, expect, test } from 'bun:test';
import { compose } from '../../../client/format/compose.ts';
import { trimText } from '../../../client/format/formatted-text.ts';
import { toMarkdown } from '../../../client/format/to-markdown.ts';
import type { Entity, EntityType } from '../../../protocol/entities.ts';
import { randomFrom } from '../../../scripts/random.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const NOBODY = new Map<string, string>();
const again = (text: string, entities: Entity[]) => compose(toMarkdown(text, entities), NOBODY);

describe('a message that is edited and left as it is', () => {
  test.each([
    '[راهنما](https://example.ir/راهنما)',
    '[example.com](https://www.example.com)',
    '[ویکی](https://en.wikipedia.org/wiki/Foo_(bar))',
    '[[۱] منبع](https://example.com/a)',
    '[a](<https://example.com/a)b>)',
    'https://example.com/a و `x` و _ب_',
    '```ts\n    if x:\n        y\n```',
    '> یک\n> \n> دو\nسه',
    '>_< و 2 ** 3 و ¯\\_(ツ)_/¯',
  ])('has the links that it had: %s', (typed) => {
    const sent = compose(typed, NOBODY);
    expect(again(sent.text, sent.entities)).toEqual(sent);
  });

  test('gets its links back though a word is added', () => {
    const { text, entities } = compose('[راهنما](https://example.ir/راهنما)', NOBODY);
    expect(compose(`${toMarkdown(text, entities)} تازه`, NOBODY)).toEqual({
      text: 'راهنما تازه',
      entities: [{ type: 'link', offset: 0, length: 6, url: 'https://example.ir/راهنما' }],
    });
  });
});

describe('a text with marks of its own', () => {
  test.each([
    ['2**3**4', []],
    ['a_b و _c_', []],
    ['[x](https://example.com)', []],
    ['> نقل نیست', []],
    ['```x```', []],
    ['یک ] دو', [{ type: 'link', offset: 0, length: 7, url: 'https://example.com/a' }]],
    ['2**3**4', [{ type: 'bold', offset: 0, length: 7 }]],
    ['unfrigging', [{ type: 'italic', offset: 2, length: 8 }]],
    ['a`b', [{ type: 'code', offset: 0, length: 3 }]],
    [' x ', [{ type: 'bold', offset: 0, length: 3 }]],
  ] as [string, Entity[]][])('keeps them: %s', (text, entities) => {
    const back = again(text, entities);
    expect(back.text).toBe(text.trim());
    const auto = (one: Entity) =>
      one.type !== 'link' || entities.some(({ type }) => type === 'link');
    const want = trimText({ text, entities });
    expect(back.entities.filter(auto).map(({ type }) => type)).toEqual(
      want.entities.map(({ type }) => type),
    );
  });
});

const PIECES = [
  ...[
    'سلام',
    'می‌خواهم',
    'word',
    '👨‍👩‍👧‍👦',
    '۱۲',
    '**',
    '_',
    '~~',
    '||',
    '`',
    '```',
    '\n',
    '> ',
    '>',
  ],
  ...[
    '[',
    ']',
    '](',
    ')',
    '(',
    'https://example.com/a',
    'www.example.ir',
    '\\',
    ' ',
    '\u2063',
    '    ',
  ],
];
const TYPES: EntityType[] = [
  ...(['bold', 'italic', 'strike', 'spoiler', 'code', 'pre', 'quote', 'link'] as const),
];

test(`no text is changed by its way through Markdown, whatever marks and entities it has (SEED=${SEED})`, () => {
  for (let run = 0; run < 3_000; run++) {
    const random = randomFrom(SEED + run);
    const below = (n: number) => Math.floor(random() * n);
    const pieces = Array.from({ length: below(12) + 1 }, () => PIECES[below(PIECES.length)] ?? '');
    const ends = pieces.map((_, i) => pieces.slice(0, i).join('').length);
    const text = pieces.join('');
    const entities = Array.from({ length: below(4) }, (): Entity => {
      const from = ends[below(ends.length)] ?? 0;
      const to = ends[below(ends.length)] ?? 0;
      const type = TYPES[below(TYPES.length)] ?? 'bold';
      const place = { type, offset: Math.min(from, to), length: Math.max(1, Math.abs(to - from)) };
      return type === 'link' ? { ...place, url: 'https://example.com/(x' } : place;
    });
    const want = trimText({ text, entities });
    const back = again(want.text, want.entities);
    // A fence that cannot be written any more no longer keeps the blanks at the ends.
    expect([run, back.text.trim()]).toEqual([run, want.text.trim()]);
  }
});

describe('whatever is pasted', () => {
  const SIZE = 20_000;
  test.each([
    ...[
      '_',
      '*',
      '**',
      '~~',
      '||',
      '`',
      '```',
      '[',
      '](',
      '[a](',
      '(',
      '> ',
      '>',
      '\n',
      '_a ',
      'a_',
    ],
    ...[
      '**a',
      '[[a](b)',
      '``` ',
      '`a\n',
      'https://',
      'https://_',
      'www.',
      '@',
      'a.',
      'a@',
      '\u2063',
    ],
    ...['http://[', '//a', 'mailto:', '\u200c', '👉https://a.b', 'a.com', '(https://a.b', '*_~|`'],
  ])('is read soon, however long a row it is of %j', (piece) => {
    const source = piece.repeat(SIZE / piece.length);
    const before = process.cpuUsage();
    const { text, entities } = compose(source, NOBODY);
    toMarkdown(text, entities);
    // The limit is a tenth of what a person notices on this machine; the parser before this one took seconds, or all
    // the stack.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
