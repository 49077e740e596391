import { foldWord, wordsIn } from './fold.ts';

/**
 * How a piece follows the one before it. `joint`: nothing stands between that a reader sees as an end of a word (a
 * half-space, a hyphen, a change from digits to letters, the comma of thousands). `near`: a space. `far`: anything else.
 */
type Gap = 'joint' | 'near' | 'far';
type PieceKind = 'letters' | 'digits' | 'sign';

/**
 * The least that a text is made of: «می‌خواهم» is two, «۵۰۰تومن» is two, an emoji is one. `forms`: the ways to write
 * it, the folded one first; others where a hamza stands, whose bearer people choose differently, or an ezafe on ه.
 */
export type Piece = { kind: PieceKind; forms: string[]; gap: Gap; start: number; end: number };

/**
 * A letter of the text as written with all that belongs to it. `words`: none is a gap, several a sign for a phrase
 * («ﷺ»).
 */
type Known = {
  letters: string;
  words: { kind: PieceKind; letters: string }[];
  joins: boolean;
  /** Of one word that is no sign and all its letters. */
  kind: PieceKind | undefined;
};

/** Harakat, joiners, kashida, skin tone, tags of a flag; two letters make a flag. Folding never reaches across two. */
const BELONGS = String.raw`\p{M}\p{Cf}\u0640\u{1f3fb}-\u{1f3ff}`;
const CLUSTER = new RegExp(
  String.raw`[${BELONGS}]+|[\u{1f1e6}-\u{1f1ff}]{2}[${BELONGS}]*|[^][${BELONGS}]*`,
  'gu',
);
const TAIL = new RegExp(`[${BELONGS}\\p{Cs}]`, 'u');
/** ZWSP, half-space, Word's own sign for it, soft hyphen: invisible, or meant to be. */
const JOINS = /[\u200b\u200c\u00ac\u00ad]/u;
const DIGITS = /^\p{N}+$/u;
const LETTERS = /^[\p{L}\p{N}\p{M}\p{Co}]+$/u;
const BLANK = /^\s+$/u;
/** What stands inside one word, or one number, as it is written. */
const HYPHEN = /^[-\u2010\u2011_]$/u;
const THOUSANDS = /^[,\u066c\u060c'’]$/u;
/** Between groups of a phone or card number. */
const BETWEEN_GROUPS = /^[\s().-]{1,3}$/u;

/** As it is written, in one sign or in two; presentation forms have to come apart before it is seen. */
const MAY_HAVE_HAMZA = /[\u0623-\u0626\u06c0\u06c2\u06d3\u0654\u0655\ufe80-\ufeff]/u;
const HAMZA = /[\u0654\u0655]/u;
const EZAFE = /^[\u0647\u06d5\u06c1\u06be].*\u0654/u;
/** What a hamza is written on, or nothing. */
const BEARERS = ['ی', 'و', 'ا', ''];

/** By the code unit of a letter that stands alone, and by cluster. */
const alone: Known[] = [];
const tails: boolean[] = [];
const known = new Map<string, Known>();
/** Letters come again and again; a text of signs of all kinds must not fill the memory. */
const REMEMBERED = 20_000;

function isTail(code: number): boolean {
  let is = tails[code];
  if (is === undefined) {
    is = TAIL.test(String.fromCharCode(code));
    tails[code] = is;
  }
  return is;
}

function lookUp(cluster: string): Known {
  let one = known.get(cluster);
  if (one === undefined) {
    if (known.size >= REMEMBERED) known.clear();
    one = learnCluster(cluster);
    known.set(cluster, one);
  }
  return one;
}

function learnCluster(cluster: string): Known {
  const letters = foldWord(cluster);
  const words = wordsIn(letters).map((word) => ({ kind: kindOf(word), letters: word }));
  const [first] = words;
  const isOne = words.length === 1 && first?.letters === letters && first.kind !== 'sign';
  return { letters, words, joins: JOINS.test(cluster), kind: isOne ? first.kind : undefined };
}

function kindOf(word: string): PieceKind {
  if (DIGITS.test(word)) return 'digits';
  return LETTERS.test(word) ? 'letters' : 'sign';
}

/** Calls `each` for every cluster of a text. A letter with nothing after it needs no expression to be cut. */
function eachCluster(text: string, each: (one: Known, start: number, end: number) => void): void {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (isTail(code) || (at + 1 < text.length && isTail(text.charCodeAt(at + 1)))) {
      CLUSTER.lastIndex = at;
      const cluster = CLUSTER.exec(text)?.[0] ?? text.charAt(at);
      each(lookUp(cluster), at, at + cluster.length);
      at += cluster.length;
      continue;
    }
    let one = alone[code];
    if (one === undefined) {
      one = learnCluster(text.charAt(at));
      alone[code] = one;
    }
    each(one, at, at + 1);
    at += 1;
  }
}

/** The pieces of a text in order. */
export function cut(text: string): Piece[] {
  const pieces: Piece[] = [];
  let open: Piece | undefined;
  let folded = '';
  let joint = false;
  let numbers = false;
  const close = (): void => {
    if (open !== undefined) open.forms = [folded];
    open = undefined;
  };
  eachCluster(text, ({ letters, words, joins, kind: only }, start, end) => {
    // Nearly every letter goes on with the word before it.
    if (only !== undefined && open?.kind === only && !joint) {
      folded += letters;
      open.end = end;
      joint = joins;
      return;
    }
    if (words.length === 0 && letters !== '') close();
    for (const { kind, letters } of words) {
      if (open === undefined || joint || kind === 'sign' || kind !== open.kind) {
        close();
        const gap = gapOf(text, pieces.at(-1), kind, start);
        open = { kind, forms: [], gap, start, end };
        folded = '';
        pieces.push(open);
      }
      folded += letters;
      open.end = end;
      joint = false;
      numbers ||= kind === 'digits';
      if (words.length > 1) close();
    }
    joint ||= joins;
  });
  close();
  if (MAY_HAVE_HAMZA.test(text)) for (const piece of pieces) addForms(text, piece);
  if (numbers) groupDigits(text, pieces);
  return pieces;
}

/** The folded letters of a piece, one after the other, and where they stand in the text as written. */
export function lettersOf(
  text: string,
  { start, end }: Piece,
): { letters: string; start: number; end: number }[] {
  const found: { letters: string; start: number; end: number }[] = [];
  eachCluster(text.slice(start, end), ({ letters }, from, to) =>
    found.push({ letters, start: start + from, end: start + to }),
  );
  return found;
}

function gapOf(text: string, before: Piece | undefined, kind: PieceKind, at: number): Gap {
  if (before === undefined || kind === 'sign' || before.kind === 'sign') return 'far';
  // Words that one sign stands for.
  if (before.end > at) return 'near';
  const between = text.slice(before.end, at);
  if (between === ' ') return 'near';
  const seen = foldWord(between);
  if (seen === '' || HYPHEN.test(seen)) return 'joint';
  return BLANK.test(seen) ? 'near' : 'far';
}

/** «۱۲۵٬۰۰۰» is one number, «۰۹۱۲ ۳۴۵ ۶۷۸۹» may be. */
function groupDigits(text: string, pieces: readonly Piece[]): void {
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1];
    if (before?.kind !== 'digits' || piece.kind !== 'digits') return;
    const between = text.slice(before.end, piece.start);
    const thousands = THOUSANDS.test(between) && lengthOf(piece) === 3 && lengthOf(before) <= 3;
    if (thousands) piece.gap = 'joint';
    else if (BETWEEN_GROUPS.test(between)) piece.gap = 'near';
    else if (piece.gap === 'joint') piece.gap = 'far';
  });
}

const lengthOf = ({ forms }: Piece): number => forms[0]?.length ?? 0;

function addForms(text: string, piece: Piece): void {
  const { kind, start, end } = piece;
  if (kind !== 'letters' || !MAY_HAVE_HAMZA.test(text.slice(start, end))) return;
  const letters = lettersOf(text, piece);
  const forms = new Set(piece.forms);
  const last = letters.findLast((one) => one.letters !== '');
  if (last && EZAFE.test(text.slice(last.start, last.end).normalize('NFKD')))
    forms.add(`${piece.forms[0]}ی`);
  for (const bearer of BEARERS) {
    const borne = letters.map((one, i) => {
      const written = text.slice(one.start, one.end).normalize('NFKD');
      return i > 0 && HAMZA.test(written) && !EZAFE.test(written) ? bearer : one.letters;
    });
    forms.add(borne.join(''));
  }
  forms.delete('');
  piece.forms = [...forms];
}
