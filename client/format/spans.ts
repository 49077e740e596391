import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { CleanText } from './formatted-text.ts';
import { safeUrl } from './url.ts';

/** A leaf is taken as a whole: `inner` stays as text, the marks around it up to `to` go. */
type Leaf = { inner: [from: number, to: number]; to: number; span?: Omit<TextSpan, 'from' | 'to'> };

/**
 * For each bracket the position of the one that closes it, -1 where there is none. Names lie on a line, addresses in
 * a word.
 */
type Partners = Int32Array;

const FENCE = '```';
const HEAD = /(?:([\w+#.-]{1,32})?\n)?/y;
/** Characters of an address are no marks, but for those at its end. */
const ADDRESS = /(?:https?:\/\/|www\.)\S+/iy;
const MARKS = '*_~|`';

export function partnersOf(body: string): Partners | null {
  if (!body.includes('](')) return null;
  const partners = new Int32Array(body.length).fill(-1);
  const square: number[] = [];
  const round: number[] = [];
  for (let at = 0; at < body.length; at++) {
    const one = body[at];
    if (one === '\n') square.length = 0;
    if (one === ' ' || one === '\n' || one === '\t') round.length = 0;
    if (one === '[') square.push(at);
    else if (one === '(') round.push(at);
    const open = one === ']' ? square.pop() : one === ')' ? round.pop() : undefined;
    if (open !== undefined) partners[open] = at;
  }
  return partners;
}

export function leafAt(body: string, at: number, partners: Partners | null): Leaf | null {
  const one = body[at];
  if (one === '`') return takeFence(body, at) ?? takeCode(body, at);
  if (one === '[') return partners && takeLink(body, at, partners);
  if (one === 'h' || one === 'H' || one === 'w' || one === 'W') return takeAddress(body, at);
  return null;
}

/**
 * Takes a fenced block: a line break behind the first marks and before the last belongs to them; all else is kept,
 * indentation too.
 */
function takeFence(body: string, at: number): Leaf | null {
  if (!body.startsWith(FENCE, at)) return null;
  HEAD.lastIndex = at + FENCE.length;
  const [head = '', language] = HEAD.exec(body) ?? [];
  const from = at + FENCE.length + head.length;
  const end = body.indexOf(FENCE, from);
  if (end === -1) return null;
  const to = end > from && body[end - 1] === '\n' ? end - 1 : end;
  if (isBlank(body, from, to)) return null;
  const span: Leaf['span'] = language ? { type: 'pre', language } : { type: 'pre' };
  return { inner: [from, to], to: end + FENCE.length, span };
}

function takeCode(body: string, at: number): Leaf | null {
  const end = body.indexOf('`', at + 1);
  const inner = body.slice(at + 1, end);
  if (end === -1 || inner.includes('\n') || inner.trim() === '') return null;
  return { inner: [at + 1, end], to: end + 1, span: { type: 'code' } };
}

function takeAddress(body: string, at: number): Leaf | null {
  ADDRESS.lastIndex = at;
  let to = at + (ADDRESS.exec(body)?.[0].length ?? 0);
  while (to > at && MARKS.includes(body[to - 1] ?? '')) to--;
  return to > at ? { inner: [at, to], to } : null;
}

/**
 * Takes `[name](address)`; brackets that come in pairs may stand in both, and in `<address>` they may stand alone.
 */
function takeLink(body: string, at: number, partners: Partners): Leaf | null {
  const end = partners[at] ?? -1;
  if (end <= at + 1 || body[end + 1] !== '(') return null;
  const pointed = body[end + 2] === '<';
  const from = end + (pointed ? 3 : 2);
  const to = pointed
    ? from + body.slice(from, from + LIMITS.url + 2).indexOf('>)')
    : (partners[end + 1] ?? -1);
  const url = to > from && to - from <= LIMITS.url ? safeUrl(body.slice(from, to)) : null;
  if (!url || isBlank(body, at + 1, end)) return null;
  return { inner: [at + 1, end], to: to + (pointed ? 2 : 1), span: { type: 'link', url } };
}

function isBlank(body: string, from: number, to: number): boolean {
  return body.slice(from, to).trim() === '';
}

/** An entity by its position in what was typed. */
export type TextSpan = {
  type: Entity['type'];
  from: number;
  to: number;
  url?: string;
  language?: string;
};
/** `gone`: the stretches that were marks; they do not overlap. */
export type FoundSpans = { spans: TextSpan[]; gone: [from: number, to: number][] };

/** Returns the text without its marks, and the entities where they then stand. */
export function dropMarks(typed: string, { spans, gone }: FoundSpans): CleanText {
  let text = '';
  let at = 0;
  const moved = new Int32Array(typed.length + 1);
  for (const [from, to] of gone.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    for (let i = at; i < from; i++) moved[i] = text.length + i - at;
    text += typed.slice(at, from);
    moved.fill(text.length, from, to);
    at = to;
  }
  for (let i = at; i <= typed.length; i++) moved[i] = text.length + i - at;
  text += typed.slice(at);
  const entities = spans.flatMap(({ from, to, ...what }): Entity[] => {
    const offset = moved[from] ?? 0;
    const length = (moved[to] ?? 0) - offset;
    return length > 0 ? [{ ...what, offset, length }] : [];
  });
  return { text, entities };
}

/**
 * INVISIBLE SEPARATOR: the character behind it stands for itself and is no mark. `toMarkdown` writes it where a text
 * has marks of its own, as 2**3**4 may: no keyboard types it, no eye sees it, and what people do type (¯\\_(ツ)_/¯)
 * keeps its backslash.
 */
export const LITERAL = '\u2063';
/** OBJECT REPLACEMENT is neither a mark, nor part of a word, nor blank. */
const NO_MARK = '\ufffc';

/** Marks are looked for in `shape`, which is as long as `text`. */
export function revealHidden(source: string): { text: string; shape: string } {
  if (!source.includes(LITERAL)) return { text: source, shape: source };
  let text = '';
  let shape = '';
  for (let at = 0; at < source.length; at++) {
    const hidden = source[at] === LITERAL;
    if (hidden) at++;
    const one = source[at] ?? '';
    text += one;
    shape += hidden && one !== '' && one !== '\n' ? NO_MARK : one;
  }
  return { text, shape };
}
