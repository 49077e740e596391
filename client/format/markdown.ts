import type { EntityType } from '../../protocol/entities.ts';
import type { CleanText } from './formatted-text.ts';
import {
  dropMarks,
  type FoundSpans,
  leafAt,
  partnersOf,
  revealHidden,
  type TextSpan,
} from './spans.ts';

type Mark = { mark: string; type: EntityType };

const PAIRS: Mark[] = [
  { mark: '**', type: 'bold' },
  { mark: '~~', type: 'strike' },
  { mark: '||', type: 'spoiler' },
  { mark: '_', type: 'italic' },
];
const WORD = /[\p{L}\p{N}\p{M}_\u200c]/u;
const QUOTE = '> ';

/**
 * Reads what is typed as Markdown into text and entities. A mark without its partner stays as it is typed, and one
 * with a blank on its inner side is no mark: `2 ** 3` and `a || b` are left alone. `_` counts only at the edge of a
 * word, `>` only with a blank behind it. There is one pass, and no recursion into what lies in something else:
 * whatever is pasted, it ends soon.
 */
export function parseMarkdown(source: string): CleanText {
  const { text, shape } = revealHidden(source);
  const found: FoundSpans = { spans: [], gone: [] };
  for (const block of splitBlocks(shape)) {
    if (block.quoted) readQuote(shape, block, found);
    else readInline(shape.slice(block.from, block.to), block.from, found);
  }
  return dropMarks(text, found);
}

type Block = { from: number; to: number; quoted: boolean };

/**
 * Splits the text: lines that begin with `> ` together, and the rest together, since code and bold may reach over
 * lines.
 */
function splitBlocks(shape: string): Block[] {
  const out: Block[] = [];
  let fenced = false;
  let from = 0;
  for (const line of shape.split('\n')) {
    const quoted = !fenced && line.startsWith(QUOTE);
    if (!quoted && line.split('```').length % 2 === 0) fenced = !fenced;
    const before = out.at(-1);
    const to = from + line.length;
    if (before?.quoted === quoted) before.to = to;
    else out.push({ from, to, quoted });
    from = to + 1;
  }
  return out;
}

/** Reads each line of a quote by itself. Without a word it is no quote. */
function readQuote(shape: string, { from, to }: Block, found: FoundSpans): void {
  const lines = shape.slice(from, to).split('\n');
  if (lines.every((line) => line.slice(QUOTE.length).trim() === '')) return;
  let at = from;
  for (const line of lines) {
    found.gone.push([at, at + QUOTE.length]);
    readInline(line.slice(QUOTE.length), at + QUOTE.length, found);
    at += line.length + 1;
  }
  found.spans.push({ type: 'quote', from: from + QUOTE.length, to });
}

type Open = { mark: string; type: EntityType; at: number };

/** Reads `body`, which stands at `base` of the source. Within the name of a link there is no other. */
function readInline(body: string, base: number, found: FoundSpans, links = true): void {
  const partners = links ? partnersOf(body) : null;
  const open: Open[] = [];
  for (let at = 0; at < body.length; ) {
    const leaf = leafAt(body, at, partners);
    if (leaf) {
      const [first, last] = leaf.inner;
      found.gone.push([base + at, base + first], [base + last, base + leaf.to]);
      if (leaf.span) found.spans.push({ ...leaf.span, from: base + first, to: base + last });
      if (leaf.span?.type === 'link')
        readInline(body.slice(first, last), base + first, found, false);
      at = leaf.to;
    } else at = step(body, at, base, open, found);
  }
}

function step(body: string, at: number, base: number, open: Open[], found: FoundSpans): number {
  const pair = PAIRS.find(({ mark }) => body.startsWith(mark, at));
  if (!pair) return at + 1;
  const { mark, type } = pair;
  const end = at + mark.length;
  const known = open.findLastIndex((one) => one.mark === mark);
  const opener = open[known];
  if (!opener) {
    if (!mayOpen(body, at, mark)) return at + 1;
    open.push({ mark, type, at });
    return end;
  }
  if (at <= opener.at + mark.length || !mayClose(body, at, mark)) return at + 1;
  // What was begun within the name and not ended there is text.
  open.length = known;
  const inner = base + opener.at + mark.length;
  found.gone.push([inner - mark.length, inner], [base + at, base + end]);
  found.spans.push({ type, from: inner, to: base + at } satisfies TextSpan);
  return end;
}

function mayOpen(body: string, at: number, mark: string): boolean {
  if (/^(?:\s|$)/.test(body.slice(at + mark.length, at + mark.length + 1))) return false;
  const before = body[at - 1] ?? '';
  // The arm of ¯\\_(ツ)_/¯ is no mark either.
  return mark !== '_' || !(WORD.test(before) || before === '\\');
}

function mayClose(body: string, at: number, mark: string): boolean {
  if (/\s/.test(body[at - 1] ?? '')) return false;
  return mark !== '_' || !WORD.test(body[at + 1] ?? '');
}
