import { cut, type Piece } from '../../protocol/cut.ts';
import { groupIntoWords, joinPieces } from '../../protocol/find.ts';

/** How many letters of a word are indexed and searched for at most; the rest is compared in the text. */
export const WORD_MAX = 32;
/** A word of more pieces (the digits and letters of a long key) is found by its beginning, and by each piece alone. */
const PIECES_MAX = 12;
/** Digits of a phone or card number, however they are grouped. */
const NUMBER = { min: 7, max: 19 };
/** What people write apart, with a half-space or joined. Other words that they part are looked for by the query. */
const BEFORE = new Set('می نمی بی نا هم'.split(' '));
const AFTER = new Set(
  'ها های هایی هایم هایت هایش هایمان هایتان هایشان ای ام ات اش ایم اید اند تر ترین تری مان تان شان ی'.split(
    ' ',
  ),
);

/** What the index needs of a text so that `protocol/find.ts` finds it: words, folded, cut and joined, with spaces between. */
export function allWords(text: string): string[] {
  const out: string[] = [];
  let before = '';
  for (const word of groupIntoWords(cut(text))) {
    addWord(out, word);
    const joined = joinPieces(word);
    if (word[0]?.gap === 'near') addPair(out, before, joined);
    before = joined;
  }
  addNumbers(out, text);
  return out;
}

function addWord(out: string[], word: readonly Piece[]): void {
  for (const { forms } of word) for (const form of forms) out.push(short(form));
  if (word.length === 1) return;
  const starts = word.length > PIECES_MAX ? 1 : word.length - 1;
  for (let from = 0; from < starts; from++) out.push(short(joinPieces(word.slice(from))));
  if (word.length > PIECES_MAX) return;
  word.forEach(({ forms }, i) => {
    for (const form of forms.slice(1))
      out.push(short(joinPieces(word.slice(0, i)) + form + joinPieces(word.slice(i + 1))));
  });
}

function addPair(out: string[], before: string, word: string): void {
  if (BEFORE.has(before) || AFTER.has(word)) out.push(short(before + word));
}

function addNumbers(out: string[], text: string): void {
  for (const [group] of text.matchAll(GROUPED)) {
    const groups = cut(group).map(({ forms }) => forms[0] ?? '');
    for (let from = 0; from < groups.length - 1; from++) {
      const number = groups.slice(from).join('');
      if (number.length >= NUMBER.min && number.length <= NUMBER.max) out.push(number);
    }
  }
}

const GROUPED = /\p{N}+(?:[\s().-]{1,3}\p{N}+)+/gu;

const short = (word: string): string => (word.length > WORD_MAX ? word.slice(0, WORD_MAX) : word);
