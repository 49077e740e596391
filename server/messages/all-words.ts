import { fold, parts, words } from '../../protocol/fold.ts';

/**
 * What the index needs of a text: its words, folded, and the parts of those that half-spaces join, with spaces between.
 * The same as `words` and `parts` of protocol/fold.ts (a test compares them), in one pass over a table for the letters that
 * our texts are made of: every message comes through here, and normalising each cost more than storing it.
 */
export function allWords(text: string): string {
  let out = '';
  let word = '';
  let parted = '';
  for (let i = 0; i < text.length; i++) {
    const letter = TABLE[text.charCodeAt(i)];
    if (letter === undefined) return slowly(text);
    if (letter === JOINER) {
      parted += ' ';
    } else if (letter === GAP) {
      if (word !== '') out += ended(word, parted);
      word = '';
      parted = '';
    } else {
      word += letter;
      parted += letter;
    }
  }
  return word === '' ? out : out + ended(word, parted);
}

function ended(word: string, parted: string): string {
  return parted.length === word.length ? `${word} ` : `${word} ${parted} `;
}

function slowly(text: string): string {
  const all = text.includes('\u200c') ? [...words(text), ...parts(text)] : words(text);
  return all.join(' ');
}

const GAP = ' ';
const JOINER = '\u200c';
const WORD = /^[\p{L}\p{N}\p{M}\p{Co}]*$/u;
const NO_WORD = /^[^\p{L}\p{N}\p{M}\p{Co}\p{So}]*$/u;
/** Latin, Arabic with its Persian letters, and the dashes, quotes and dots between them. */
const COVERED = [
  [0x00, 0xff],
  [0x0600, 0x06ff],
  [0x2010, 0x2027],
] as const;

/** By code unit: the letter's folding, '' for what is dropped, a space between words; none: only the slow way is right. */
const TABLE: (string | undefined)[] = [];
for (const [from, to] of COVERED) {
  for (let code = from; code <= to; code++) {
    const folded = fold(String.fromCharCode(code));
    if (WORD.test(folded)) TABLE[code] = folded;
    else if (NO_WORD.test(folded)) TABLE[code] = GAP;
  }
}
TABLE[JOINER.charCodeAt(0)] = JOINER;
