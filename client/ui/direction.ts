import type { Entity } from '../../protocol/entities.ts';

export type TextDirection = 'rtl' | 'ltr';
type Entities = readonly Pick<Entity, 'type' | 'offset' | 'length'>[];

const RTL =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;
/** Authors put these marks there to say which way a line runs. */
const SAID = /[\u061c\u200e\u200f]/;
/** Letters count, and marks of a sentence that are of a script as much as its letters are: «؟» is, a comma is not. */
const STRONG = /[\p{L}\u061b\u061d-\u061f\u06d4\u061c\u200e\u200f]/gu;
/** These are drawn apart and say nothing of the sentence around them. */
const APART = new Set<Entity['type']>(['link', 'mention', 'code']);

const sideOf = (letter: string): TextDirection => (RTL.test(letter) ? 'rtl' : 'ltr');

/**
 * Returns the direction of one paragraph; null when it has no letter. A third of its letters from right to left make
 * it a Persian one, for a Persian sentence may well begin with "iPhone"; else its first letter says it (UAX 9, P2 and
 * P3).
 */
export function directionOf(paragraph: string): TextDirection | null {
  let [letters, rtl] = [0, 0];
  let first: TextDirection | null = null;
  for (const [letter] of paragraph.matchAll(STRONG)) {
    const side = sideOf(letter);
    // A first letter from right to left, or a mark there, settles it.
    if (first === null && (side === 'rtl' || SAID.test(letter))) return side;
    first ??= side;
    letters += 1;
    if (side === 'rtl') rtl += 1;
  }
  return rtl > 0 && rtl * 3 >= letters ? 'rtl' : first;
}

/** A line of a text, from `from` on, and the direction it is drawn in. */
type Paragraph = { from: number; side: TextDirection | null };

/**
 * Bubble, preview, quote and notice share this rule, and so does the side of the time. Links, mentions and code are
 * left out, since they are drawn apart; where nothing else has a letter, theirs count.
 */
export function paragraphs(text: string, entities: Entities = []): Paragraph[] {
  const apart = entities.filter(({ type }) => APART.has(type));
  const code = entities.filter(({ type }) => type === 'pre');
  let from = 0;
  return text.split('\n').map((line) => {
    const at = from;
    const to = at + line.length;
    from = to + 1;
    if (code.some(({ offset, length }) => offset <= at && offset + length >= to && line !== ''))
      return { from: at, side: 'ltr' };
    return { from: at, side: directionOf(without(apart, line, at)) ?? directionOf(line) };
  });
}

function without(apart: Entities, line: string, at: number): string {
  let rest = line;
  for (const { offset, length } of apart) {
    const from = Math.max(0, offset - at);
    const to = Math.min(line.length, offset + length - at);
    if (to > from) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  }
  return rest;
}

/** Returns the direction of the last paragraph: the side on which its last line ends, where the time stands. */
export function endDirection(text: string, entities?: Entities): TextDirection | null {
  return paragraphs(text, entities).at(-1)?.side ?? null;
}

/** Returns the direction of a text that is drawn on one line: that of its first paragraph with a letter. */
export function lineDirection(text: string, entities?: Entities): TextDirection | null {
  return paragraphs(text, entities).find(({ side }) => side !== null)?.side ?? null;
}
