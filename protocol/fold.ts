/**
 * The one folding of text for search, usernames and sorting keys; the stored text is never changed. What people who
 * mean the same write differently becomes the same: Arabic letters their Persian twins, hamza and madda their bearer
 * (ئ ی, ؤ و, آ ا), every digit ASCII, no harakat, accents, kashida, joiners or direction marks, lower case.
 * Compatibility forms (ﻻ, ﷼, ｆｕｌｌ) come apart first (Unicode TR15, NFKD), so that marks can be dropped one by one.
 */
const LETTERS: Record<string, string> = {
  ...twins('ی', 'يىےېۍێ'),
  ...twins('ک', 'كڪ'),
  ...twins('گ', 'ګ'),
  ...twins('ه', 'ةەہھۃ'),
  ...twins('ا', 'ٱٲٳ'),
  ...twins('σ', 'ς'),
  ...twins('ss', 'ß'),
};
for (let digit = 0; digit <= 9; digit++) {
  LETTERS[String.fromCharCode(0x0660 + digit)] = String(digit);
  LETTERS[String.fromCharCode(0x06f0 + digit)] = String(digit);
}
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
/** Words, and single symbols: an emoji is found in the middle of a run of them. */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+|\p{So}/gu;

function twins(one: string, others: string): Record<string, string> {
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

/** The words of a text, folded. What a half-space joins is one word: «می‌خواهم» is «میخواهم». */
export function words(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

/** The same with each half-space taken for a space: «می‌خواهم» is «می», «خواهم». */
export function parts(text: string): string[] {
  return words(text.replaceAll('\u200c', ' '));
}

/** One word of a query: ways to write it, of which one has to be found; a way is words that all have to be found. */
export type Term = readonly (readonly string[])[];

export function terms(query: string): Term[] {
  const runs = query.split(/\s+/u).flatMap((run): Term[] => {
    if (!run.includes('\u200c')) return words(run).map((word) => [[word]]);
    return [[words(run), parts(run)]];
  });
  return runs.filter(([way]) => way !== undefined && way.length > 0);
}

export type Mark = [start: number, length: number];

/** A letter with what belongs to it: harakat, joiners, kashida, skin tone. Folding never reaches across two of them. */
const BELONGS = String.raw`\p{M}\p{Cf}\u0640\u{1f3fb}-\u{1f3ff}`;
const CLUSTER = new RegExp(`[${BELONGS}]+|.[${BELONGS}]*`, 'gsu');
const IN_WORD = /[\p{L}\p{N}\p{M}\p{Co}]/u;

/** The folded text; for each of its UTF-16 units where in the original it comes from, and whether a word begins there. */
type Folded = { text: string; from: number[]; to: number[]; begins: boolean[] };

/**
 * What of `text` a query matches, as `[start, length]` in UTF-16 units of the original: beginnings of words, or where a
 * word of the query begins none, wherever it stands. In order, never overlapping.
 */
export function matches(text: string, query: string): Mark[] {
  const folded = foldPlaces(text);
  const found = terms(query).flatMap((term) => {
    for (const way of term) {
      const places = way.map((word) => placesOf(folded, word));
      if (places.every(({ length }) => length > 0)) return places.flat();
    }
    return [];
  });
  return merge(found.sort((a, b) => a[0] - b[0]));
}

function foldPlaces(text: string): Folded {
  const folded: Folded = { text: '', from: [], to: [], begins: [] };
  const known = new Map<string, string>();
  let inWord = false;
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    let letters = known.get(cluster);
    letters ??= fold(cluster);
    known.set(cluster, letters);
    const isWord = IN_WORD.test(letters);
    for (let i = 0; i < letters.length; i++) {
      folded.from.push(index);
      folded.to.push(index + cluster.length);
      folded.begins.push(i === 0 && !(inWord && isWord));
    }
    folded.text += letters;
    if (letters !== '') inWord = isWord && !cluster.includes('\u200c');
  }
  return folded;
}

function placesOf({ text, from, to, begins }: Folded, word: string): Mark[] {
  const inside: Mark[] = [];
  const atStart: Mark[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const start = from[at] ?? 0;
    const mark: Mark = [start, (to[at + word.length - 1] ?? start) - start];
    (begins[at] ? atStart : inside).push(mark);
  }
  return atStart.length > 0 ? atStart : inside;
}

function merge(sorted: Mark[]): Mark[] {
  const merged: Mark[] = [];
  for (const [start, length] of sorted) {
    const last = merged.at(-1);
    if (last && start < last[0] + last[1]) last[1] = Math.max(last[1], start + length - last[0]);
    else merged.push([start, length]);
  }
  return merged;
}
