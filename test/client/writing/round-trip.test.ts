import { expect, test } from 'bun:test';
import { compose } from '../../../client/format/compose.ts';
import { sortEntities, treeOf, trimText } from '../../../client/format/formatted-text.ts';
import { parseMarkdown } from '../../../client/format/markdown.ts';
import { toMarkdown } from '../../../client/format/to-markdown.ts';
import type { Entity, EntityType } from '../../../protocol/entities.ts';
import { randomFrom } from '../../../scripts/random.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const RUNS = 3_000;
const WORDS = [
  'سلام',
  'می‌خواهم',
  'کتاب‌ها',
  '👨‍👩‍👧‍👦',
  '👍🏽',
  '🇮🇷',
  'مَدرِسه',
  'word',
  'a1',
  '۱۴۰۴',
  '🫠',
  '𝒜',
  '«نقل»',
  'x@y',
  '50%',
];
const MARKS = [
  '**',
  '_',
  '~~',
  '||',
  '`',
  '```',
  '> ',
  '[',
  '](https://example.com)',
  '\n',
  ' ',
  '\\',
  '@ali',
  '*',
];
const INLINE: EntityType[] = ['bold', 'italic', 'strike', 'spoiler'];

type Chance = ReturnType<typeof chanceOf>;

function chanceOf(seed: number) {
  const random = randomFrom(seed);
  const below = (n: number) => Math.floor(random() * n);
  return { below, one: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}

/**
 * Makes entities of whole words, some of them in something that may lie in something else; never two of a kind in
 * each other.
 */
function stretch(chance: Chance, at: number, free: EntityType[], out: Entity[]): string {
  let text = '';
  for (let i = chance.below(4) + 1; i > 0; i--) {
    if (text !== '') text += ' ';
    const offset = at + text.length;
    const kind = chance.below(7);
    const type = chance.one(free);
    if (kind === 0 && type) {
      const inner = stretch(
        chance,
        offset,
        free.filter((one) => one !== type),
        out,
      );
      out.push({ type, offset, length: inner.length });
      text += inner;
    } else {
      const word = chance.one(WORDS);
      if (kind === 1) out.push({ type: 'code', offset, length: word.length });
      if (kind === 2)
        out.push({ type: 'link', offset, length: word.length, url: 'https://example.com/a' });
      text += word;
    }
  }
  return text;
}

function letter(chance: Chance): { text: string; entities: Entity[] } {
  const entities: Entity[] = [];
  const lines: string[] = [];
  let at = 0;
  let before = '';
  for (let i = chance.below(4) + 1; i > 0; i--) {
    const block = chance.below(6);
    const inside: Entity[] = [];
    const line = stretch(chance, at, INLINE, inside);
    // Two quotes one after the other are one.
    if (block === 0 && before !== 'quote')
      inside.push({ type: 'quote', offset: at, length: line.length });
    if (block === 1)
      inside.splice(0, inside.length, {
        type: 'pre',
        offset: at,
        length: line.length,
        language: 'ts',
      });
    before = inside.at(-1)?.type ?? '';
    entities.push(...inside);
    lines.push(line);
    at += line.length + 1;
  }
  return { text: lines.join('\n'), entities };
}

const order = (entities: Entity[]) =>
  sortEntities(entities)
    .map((one) => JSON.stringify(one, Object.keys(one).sort()))
    .sort();

test(`text with entities comes back from Markdown as it was (SEED=${SEED})`, () => {
  let formatted = 0;
  for (let run = 0; run < RUNS; run++) {
    const { text, entities } = letter(chanceOf(SEED + run));
    const typed = toMarkdown(text, entities);
    const back = parseMarkdown(typed);
    expect([typed, back.text]).toEqual([typed, text]);
    expect([typed, order(back.entities)]).toEqual([typed, order(entities)]);
    formatted += entities.length;
  }
  expect(formatted).toBeGreaterThan(RUNS);
});

test(`whatever is typed becomes entities that the server takes, and text that is drawn whole (SEED=${SEED})`, () => {
  for (let run = 0; run < RUNS; run++) {
    const chance = chanceOf(SEED + run);
    const typed = Array.from({ length: chance.below(14) + 1 }, () =>
      chance.one(chance.below(2) === 0 ? MARKS : WORDS),
    ).join('');
    const { text, entities } = compose(typed, new Map([['ali', 'ali-id']]));
    expect([typed, fault(text, entities)]).toEqual([typed, null]);
    expect([typed, drawn(treeOf(text, entities))]).toEqual([typed, text]);
    // A text that is edited without a change stays what it is, once its marks were read once.
    const again = trimText(parseMarkdown(toMarkdown(text, entities)));
    expect([typed, fault(again.text, again.entities)]).toEqual([typed, null]);
  }
});

function drawn(nodes: ReturnType<typeof treeOf>): string {
  return nodes.map((node) => (typeof node === 'string' ? node : drawn(node.inside))).join('');
}

/** Finds an entity that is out of range, empty, crossing, or parts a pair of surrogates. */
function fault(text: string, entities: Entity[]): string | null {
  for (const { offset, length } of entities) {
    const ends = [offset, offset + length];
    if (length < 1 || offset < 0 || offset + length > text.length) return 'range';
    if (
      ends.some(
        (at) =>
          /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? ''),
      )
    )
      return 'pair';
    const crossing = entities.some(
      (other) =>
        other.offset < offset &&
        other.offset + other.length > offset &&
        other.offset + other.length < offset + length,
    );
    if (crossing) return 'crossing';
  }
  return null;
}
