import { cut, lettersOf, type Piece } from './cut.ts';

/**
 * One word of a query. `ways`: how it may be written, the way it was typed first; a way is found where the pieces of a
 * text spell it, so that joined, half-spaced and spaced spellings meet. `joints`: where a half-space stood in the first.
 */
export type Term = { ways: string[]; joints: number[]; sign: boolean };

/** Words of one query that are looked for; what comes behind them is a pasted text. */
const MOST_TERMS = 16;
/** At most so many matches are marked in one text; a text of «a a a …» has thousands. */
const MOST_MARKS = 100;

export function toTerms(query: string): Term[] {
  const found = new Map<string, Term>();
  let before: Piece[] = [];
  for (const word of groupIntoWords(cut(query))) {
    const term = toTerm(word, before);
    before = word;
    const way = term.ways[0] ?? '';
    if (!found.has(way)) found.set(way, term);
    if (found.size === MOST_TERMS) break;
  }
  return [...found.values()];
}

/** Pieces that stand in one word, together. */
export function groupIntoWords(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.gap === 'joint') words.at(-1)?.push(piece);
    else words.push([piece]);
  }
  return words;
}

/** The word in one: its pieces, folded and joined. */
export function joinPieces(word: readonly Piece[]): string {
  let all = '';
  for (const { forms } of word) all += forms[0] ?? '';
  return all;
}

function toTerm(word: readonly Piece[], before: readonly Piece[]): Term {
  const [first] = word;
  const ways = [joinPieces(word)];
  word.forEach(({ forms }, i) => {
    for (const form of forms.slice(1))
      ways.push(joinPieces(word.slice(0, i)) + form + joinPieces(word.slice(i + 1)));
  });
  // «می شود» for «میشود»: what begins no word by itself may end one that the word before it begins.
  if (first?.gap === 'near' && before.length > 0) ways.push(joinPieces(before) + joinPieces(word));
  const joints: number[] = [];
  for (let i = 1; i < word.length; i++) joints.push(joinPieces(word.slice(0, i)).length);
  return { ways, joints, sign: first?.kind === 'sign' };
}

/** Where a term was found: pieces `from` to `to`, of the last one its first `letters`. */
type Place = { from: number; to: number; letters: number };

/** Where the pieces from `from` on spell what is left of a way at piece `at`. No deeper than the query has letters. */
function reach(
  pieces: readonly Piece[],
  from: number,
  at: number,
  rest: string,
): Place | undefined {
  const piece = pieces[at];
  if (piece === undefined || (at > from && piece.gap === 'far')) return;
  for (const form of piece.forms) {
    if (form.startsWith(rest)) {
      const letters = form === piece.forms[0] ? rest.length : Number.POSITIVE_INFINITY;
      return { from, to: at, letters };
    }
    if (rest.startsWith(form)) {
      const place = reach(pieces, from, at + 1, rest.slice(form.length));
      if (place) return place;
    }
  }
  return;
}

function placesOf(pieces: readonly Piece[], { ways }: Term): Place[] {
  const places: Place[] = [];
  for (let at = 0; at < pieces.length; at++) {
    for (const way of ways) {
      const place = reach(pieces, at, at, way);
      if (place === undefined) continue;
      places.push(place);
      break;
    }
  }
  return places;
}

/** How well a text fits: all words of the query begin words of it, or some stand only inside one, or it does not. */
export type NameFit = 'begins' | 'inside' | 'none';

export function fitOf(text: string, wanted: readonly Term[]): NameFit {
  const pieces = cut(text);
  let fits: NameFit = 'begins';
  for (const term of wanted) {
    if (begins(pieces, term)) continue;
    if (!inside(pieces, term)) return 'none';
    fits = 'inside';
  }
  return fits;
}

function begins(pieces: readonly Piece[], { ways }: Term): boolean {
  return pieces.some((_, at) => ways.some((way) => reach(pieces, at, at, way) !== undefined));
}

function inside(pieces: readonly Piece[], { ways, sign }: Term): boolean {
  return (
    !sign &&
    groupIntoWords(pieces).some((word) => ways.some((way) => joinPieces(word).includes(way)))
  );
}

export type Mark = [start: number, length: number];

/**
 * Which parts of `text` a query matches, as `[start, length]` in UTF-16 units of the text as written: beginnings of
 * words, or where a word of the query begins none, wherever it stands. In order, never overlapping.
 */
export function matches(text: string, query: string): Mark[] {
  const pieces = cut(text);
  const words = groupIntoWords(pieces);
  const found = toTerms(query).flatMap((term) => {
    const places = placesOf(pieces, term);
    if (places.length > 0) return places.flatMap((place) => marksOf(text, pieces, place));
    return term.sign ? [] : words.flatMap((word) => marksInside(text, word, term));
  });
  return merge(found.sort((a, b) => a[0] - b[0] || a[1] - b[1])).slice(0, MOST_MARKS);
}

/** One match for what stands in one word, and one for each word where the text has a space between them. */
function marksOf(text: string, pieces: readonly Piece[], { from, to, letters }: Place): Mark[] {
  const marks: Mark[] = [];
  for (const [i, piece] of pieces.slice(from, to + 1).entries()) {
    const end = from + i === to ? endOf(text, piece, letters) : piece.end;
    const last = marks.at(-1);
    if (last && piece.gap === 'joint') last[1] = end - last[0];
    else marks.push([piece.start, end - piece.start]);
  }
  return marks;
}

/** Where the first `letters` of a piece end in the text as written. */
function endOf(text: string, piece: Piece, letters: number): number {
  if (letters === piece.forms[0]?.length) return piece.end;
  let seen = 0;
  const last = lettersOf(text, piece).find((one) => {
    seen += one.letters.length;
    return seen >= letters;
  });
  return last?.end ?? piece.end;
}

function marksInside(text: string, word: readonly Piece[], { ways }: Term): Mark[] {
  const folded = joinPieces(word);
  const way = ways.find((one) => folded.includes(one));
  if (way === undefined) return [];
  // For each folded letter, the letter of the text as written that it came from.
  const origin = word.flatMap((piece) =>
    lettersOf(text, piece).flatMap((one) => Array.from(one.letters.split(''), () => one)),
  );
  const marks: Mark[] = [];
  for (let at = folded.indexOf(way); at !== -1; at = folded.indexOf(way, at + way.length)) {
    const [start, end] = [origin[at], origin[at + way.length - 1]];
    if (start && end) marks.push([start.start, end.end - start.start]);
  }
  return marks;
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
