import { LIMITS } from '../../protocol/limits.ts';
import type { TextSpan } from './found.ts';
import { safeUrl } from './url.ts';

/** What is taken as a whole: `inner` stays as text, the marks around it up to `to` go. */
type Leaf = { inner: [from: number, to: number]; to: number; span?: Omit<TextSpan, 'from' | 'to'> };

/** Where the bracket that closes this one stands, -1 where there is none. Names lie on a line, addresses in a word. */
type Partners = Int32Array;

const FENCE = '```';
const HEAD = /(?:([\w+#.-]{1,32})?\n)?/y;
/** An address as it stands; its marks are its own, but for those at its end. */
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
  if (one === '`') return fence(body, at) ?? code(body, at);
  if (one === '[') return partners && link(body, at, partners);
  if (one === 'h' || one === 'H' || one === 'w' || one === 'W') return address(body, at);
  return null;
}

/** A line break behind the first marks and before the last belongs to them; all else is kept, indentation too. */
function fence(body: string, at: number): Leaf | null {
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

function code(body: string, at: number): Leaf | null {
  const end = body.indexOf('`', at + 1);
  const inner = body.slice(at + 1, end);
  if (end === -1 || inner.includes('\n') || inner.trim() === '') return null;
  return { inner: [at + 1, end], to: end + 1, span: { type: 'code' } };
}

function address(body: string, at: number): Leaf | null {
  ADDRESS.lastIndex = at;
  let to = at + (ADDRESS.exec(body)?.[0].length ?? 0);
  while (to > at && MARKS.includes(body[to - 1] ?? '')) to--;
  return to > at ? { inner: [at, to], to } : null;
}

/** `[name](address)`; brackets that come in pairs may stand in both, and in `<address>` they may stand alone. */
function link(body: string, at: number, partners: Partners): Leaf | null {
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
