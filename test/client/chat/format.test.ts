import { describe, expect, test } from 'bun:test';
import { compose, typedMention } from '../../../client/format/compose.ts';
import { treeOf, trimText } from '../../../client/format/formatted-text.ts';
import { parseMarkdown } from '../../../client/format/markdown.ts';
import { toMarkdown } from '../../../client/format/to-markdown.ts';
import { toOneLine } from '../../../client/views/one-line.ts';
import type { Entity } from '../../../protocol/entities.ts';

const NOBODY = new Map<string, string>();
/** Returns what each entity covers, which is what a person would see. */
const listCovered = ({ text, entities }: { text: string; entities: Entity[] }) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

describe('what is typed as Markdown', () => {
  test('becomes text without marks and entities on it', () => {
    const found = parseMarkdown('سلام **پررنگ** و _کج_ و ~~نه~~ و ||راز|| و `npm i`');
    expect(found.text).toBe('سلام پررنگ و کج و نه و راز و npm i');
    expect(listCovered(found)).toEqual([
      ['bold', 'پررنگ'],
      ['italic', 'کج'],
      ['strike', 'نه'],
      ['spoiler', 'راز'],
      ['code', 'npm i'],
    ]);
  });

  test('may stand one within the other', () => {
    const found = parseMarkdown('**یک _دو_ سه**');
    expect(found.text).toBe('یک دو سه');
    expect(listCovered(found).sort()).toEqual([
      ['bold', 'یک دو سه'],
      ['italic', 'دو'],
    ]);
  });

  test('is left alone where it is no mark', () => {
    for (const text of [
      'https://example.com/_a_/**b**',
      '2 ** 3 ** 4',
      'a || b || c',
      'snake_case_name',
      '**باز',
      '¯\\_(ツ)_/¯',
      '``',
    ]) {
      expect(parseMarkdown(text)).toEqual({ text, entities: [] });
    }
  });

  test('counts in UTF-16 units, so an emoji before it shifts by two', () => {
    expect(parseMarkdown('😀 **ب**').entities).toEqual([{ type: 'bold', offset: 3, length: 1 }]);
  });

  test('has no meaning inside code, on one line or on several', () => {
    const found = parseMarkdown('```ts\nconst a = **b**;\n> c\n```\nو `_d_`');
    expect(found.text).toBe('const a = **b**;\n> c\nو _d_');
    expect(listCovered(found)).toEqual([
      ['pre', 'const a = **b**;\n> c'],
      ['code', '_d_'],
    ]);
    expect(found.entities[0]?.language).toBe('ts');
  });

  test('joins the lines of one quote, and ends it where they end', () => {
    const found = parseMarkdown('> یک\n> دو\nسه');
    expect(found.text).toBe('یک\nدو\nسه');
    expect(listCovered(found)).toEqual([['quote', 'یک\nدو']]);
  });

  test('makes a link only of an address that may be opened', () => {
    const found = parseMarkdown('[اینجا](example.com/a) [نه](javascript:alert(1))');
    expect(found.entities).toEqual([
      { type: 'link', offset: 0, length: 5, url: 'https://example.com/a' },
    ]);
    expect(found.text).toContain('[نه](javascript:alert(1))');
  });

  test('comes back for editing as it was typed', () => {
    for (const typed of [
      '**یک _دو_ سه** و ||راز||',
      '> نقل\n> قول\nپایان',
      '```ts\nlet a;\n```',
      '[متن](https://example.com)',
      'https://example.com/x',
    ]) {
      const { text, entities } = compose(typed, NOBODY);
      expect(toMarkdown(text, entities)).toBe(typed);
    }
  });
});

describe('what is sent', () => {
  test('is trimmed, and the entities move along', () => {
    expect(compose('  \n **سلام**  ', NOBODY)).toEqual({
      text: 'سلام',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
    const half = trimText({ text: '  ab ', entities: [{ type: 'bold', offset: 0, length: 5 }] });
    expect(half).toEqual({ text: 'ab', entities: [{ type: 'bold', offset: 0, length: 2 }] });
  });

  test('has its addresses as links, in Persian sentences too', () => {
    const found = compose(
      'ببین: https://example.com/a_b_c، و example.org. و a@example.com',
      NOBODY,
    );
    expect(found.entities.map(({ url }) => url)).toEqual([
      'https://example.com/a_b_c',
      'https://example.org',
      'mailto:a@example.com',
    ]);
    expect(compose('سلام.خوبی main.ts `example.com`', NOBODY).entities).toEqual([
      { type: 'code', offset: 18, length: 11 },
    ]);
  });

  test('mentions who is in the chat and nobody else', () => {
    const names = new Map([['nima_y', 'nimaAAAAAAA']]);
    expect(compose('@Nima_Y و @nobody و a@nima_y', names).entities).toEqual([
      { type: 'mention', offset: 0, length: 7, userId: 'nimaAAAAAAA' },
    ]);
  });
});

test('a name is completed from its @ up to the caret', () => {
  expect(typedMention('سلام @نی', 8)).toEqual({ from: 5, q: 'نی' });
  expect(typedMention('a@b', 3)).toBeNull();
});

describe('what others send', () => {
  test('is drawn whole, however their entities lie', () => {
    const flat = (nodes: ReturnType<typeof treeOf>): string =>
      nodes.map((node) => (typeof node === 'string' ? node : flat(node.inside))).join('');
    const text = 'یک😀دو';
    for (let offset = 0; offset < 8; offset++) {
      for (let length = 1; length < 9; length++) {
        const entities: Entity[] = [
          { type: 'bold', offset, length },
          { type: 'italic', offset: 1, length: 3 },
          { type: 'strike', offset: 2, length: 2 },
        ];
        expect(flat(treeOf(text, entities))).toBe(text);
      }
    }
  });

  test('does not part the two halves of a character', () => {
    expect(treeOf('😀😀', [{ type: 'bold', offset: 1, length: 2 }])).toEqual(['😀😀']);
  });
});

test('a quote shows one line, and no spoiler', () => {
  const entities: Entity[] = [{ type: 'spoiler', offset: 4, length: 4 }];
  expect(toOneLine('قاتل\nعلی بود', entities)).not.toContain('علی');
  expect(toOneLine('😀'.repeat(100), [], 5)).toBe('😀😀…');
});
