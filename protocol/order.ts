import { foldWord } from './fold.ts';

/** The letters in the order of the Persian alphabet, as dictionaries and CLDR have it: آ before ا, و before ه. */
const ALPHABET = 'آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی';
/** Ranks stand between the digits and the Latin letters, so that a key compares by its characters. */
const FIRST = ':'.charCodeAt(0);
/** Before letters of the script that Persian does not have: behind ی, before Latin. */
const OTHER_ARABIC = '_';
const RANKS = new Map(
  [...ALPHABET].map((letter, i) => [letter, String.fromCharCode(FIRST + i)] as const),
);
const MADDA = /[\u0622\ufe81\ufe82]|\u0627\u0653/gu;
/** Folding leaves it alone, and no name has it. */
const HELD = '\ue000';
const ARABIC = /\p{Script=Arabic}/u;
const UNSEEN = /[^\p{L}\p{N}\p{M}\p{Co} ]+/gu;

/**
 * What names and titles are sorted by: digits, then Persian, then Latin, then the rest; a space before any letter; signs
 * and emoji do not count, nor half-spaces and harakat. Keys are compared character by character, by SQLite and by
 * JavaScript alike.
 */
export function sortKey(name: string): string {
  const folded = foldWord(name.replace(MADDA, HELD));
  const letters = folded.replace(UNSEEN, ' ').trim().replace(/ +/g, ' ');
  let key = '';
  for (const letter of letters === '' ? folded : letters) key += rankOf(letter);
  return key;
}

function rankOf(letter: string): string {
  if (letter === HELD) return RANKS.get('آ') ?? '';
  return RANKS.get(letter) ?? (ARABIC.test(letter) ? OTHER_ARABIC + letter : letter);
}
