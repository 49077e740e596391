/**
 * The one folding of text for search, usernames and sorting keys; the stored text is never changed. Different spellings
 * of the same thing become equal: Arabic letters become their Persian equivalents, hamza and madda their bearer (ئ ی, ؤ
 * و, آ ا), every digit ASCII, and harakat, accents, kashida, joiners, direction marks and capitals go. Compatibility
 * forms (ﻻ, ﷼, ｆｕｌｌ) come apart first (Unicode TR15, NFKD), so that combining marks can be dropped one by one.
 */
const LETTERS: Record<string, string> = {
  ...equalForms('ی', 'يىےېۍێ'),
  ...equalForms('ک', 'كڪ'),
  ...equalForms('گ', 'ګ'),
  ...equalForms('ه', 'ةەہھۃ'),
  ...equalForms('ا', 'ٱٲٳ'),
  ...equalForms('σ', 'ς'),
  ...equalForms('ss', 'ß'),
};
for (let digit = 0; digit <= 9; digit++) {
  LETTERS[String.fromCharCode(0x0660 + digit)] = String(digit);
  LETTERS[String.fromCharCode(0x06f0 + digit)] = String(digit);
}
/** Letters that stay apart in a username, where one might imitate another person's, and are equal in a search. */
const LOOSE: Record<string, string> = {
  // Many people leave free hamza out; Word's sign for a half-space is typed in no search.
  ...equalForms('', '\u0621\u00ac'),
  // Kurdish, Urdu and Pashto letters, by the Persian letter that people type who do not have that keyboard.
  ...equalForms('و', 'ۆۇۊۋ'),
  ...equalForms('ر', 'ڕڑړ'),
  ...equalForms('ل', 'ڵ'),
  ...equalForms('ن', 'ںڼ'),
  ...equalForms('ت', 'ٹټ'),
  ...equalForms('د', 'ڈډ'),
  ...equalForms('ف', 'ڤ'),
  // Latin letters that do not come apart into one of the alphabet and an accent.
  ...equalForms('i', 'ı'),
  ...equalForms('o', 'ø'),
  ...equalForms('l', 'ł'),
  ...equalForms('d', 'đð'),
  ...equalForms('h', 'ħ'),
  ...equalForms('t', 'ŧ'),
  ...equalForms('th', 'þ'),
  ...equalForms('ae', 'æ'),
  ...equalForms('oe', 'œ'),
};
const LOOSE_LETTER = anyOf(...Object.keys(LOOSE));
const LETTER = anyOf(...Object.keys(LETTERS));
const DROPPED = anyOf(
  '\u0300-\u036f', // accents
  '\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff', // harakat, Quranic marks, superscript alef
  '\u0640\u0674', // kashida, high hamza
  '\u200b-\u200f\u2060-\u2064\u00ad\ufeff', // zero-width spaces and joiners, soft hyphen, BOM
  '\u061c\u202a-\u202e\u2066-\u2069', // direction
  '\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}\u{e0100}-\u{e01ef}', // variants, skin tones
);
const ASCII = /^[\0-\x7f]*$/;
/** Words, and single symbols: an emoji is found in the middle of a run of them. A flag is one, of two letters or of tags. */
const WORD =
  /[\p{L}\p{N}\p{M}\p{Co}]+|[\u{1f1e6}-\u{1f1ff}]{2}|\u{1f3f4}[\u{e0020}-\u{e007f}]+|\p{So}/gu;

function equalForms(one: string, others: string): Record<string, string> {
  return Object.fromEntries([...others].map((other) => [other, one]));
}

function anyOf(...characters: string[]): RegExp {
  return new RegExp(`[${characters.join('')}]`, 'gu');
}

export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(DROPPED, '')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** The same for words that are looked for, and for names that are sorted. */
export function foldWord(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return fold(text).replace(LOOSE_LETTER, (letter) => LOOSE[letter] ?? letter);
}

/** The words of a text, folded. What a half-space joins is one word: «می‌خواهم» is «میخواهم». */
export function words(text: string): string[] {
  return wordsIn(fold(text));
}

/** The words of what is folded already. */
export function wordsIn(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/** The same with each half-space taken for a space: «می‌خواهم» is «می», «خواهم». */
export function splitWords(text: string): string[] {
  return words(text.replaceAll('\u200c', ' '));
}
