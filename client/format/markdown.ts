import type { Entity, EntityType } from '../../protocol/entities.ts';
import type { Written } from './clean.ts';
import { safeUrl } from './url.ts';

type Mark = { mark: string; type: EntityType };

const PAIRS: Mark[] = [
  { mark: '**', type: 'bold' },
  { mark: '~~', type: 'strike' },
  { mark: '||', type: 'spoiler' },
  { mark: '_', type: 'italic' },
];
const WORD = /[\p{L}\p{N}\p{M}_\u200c]/u;
const FENCE = /```(?:([\w+#-]{1,32})\n)?\n?([\s\S]*?)\n?```/y;
const CODE = /`([^`\n]+)`/y;
/** An address as it stands; its marks are its own, but for those at its end. */
const ADDRESS = /(?:https?:\/\/|www\.)\S+?(?=[*_~|`]*(?:\s|$))/iy;
const LINK = /\[([^\]\n]+)\]\(([^\s()]+)\)/y;

/**
 * What is typed as Markdown, as text and entities. A mark without its partner stays as it is typed, and one with a blank
 * on its inner side is no mark: `2 ** 3` and `a || b` are left alone. `_` counts only at the edge of a word.
 */
export function parseMarkdown(source: string): Written {
  const out: Written = { text: '', entities: [] };
  let quote: number | null = null;
  const close = (end: number) => {
    if (quote !== null && end > quote) out.entities.push(entity('quote', quote, end));
    quote = null;
  };
  for (const { body, quoted, joined } of blocks(source)) {
    if (!quoted) close(out.text.length);
    if (joined) out.text += '\n';
    if (quoted) quote ??= out.text.length;
    inline(body, out);
  }
  close(out.text.length);
  return out;
}

type Block = { body: string; quoted: boolean; joined: boolean };

/** Lines that begin with `> `, each by itself; the rest together, since code and bold may reach over lines. */
function blocks(source: string): Block[] {
  const out: Block[] = [];
  let fenced = false;
  for (const [index, line] of source.split('\n').entries()) {
    const quoted = !fenced && /^> ?\S/.test(line);
    if (!quoted && line.split('```').length % 2 === 0) fenced = !fenced;
    const before = out.at(-1);
    if (!quoted && before && !before.quoted) before.body += `\n${line}`;
    else out.push({ body: quoted ? line.replace(/^> ?/, '') : line, quoted, joined: index > 0 });
  }
  return out;
}

function inline(source: string, out: Written): void {
  for (let at = 0; at < source.length; ) at = code(source, at, out) ?? step(source, at, out);
}

function entity(type: EntityType, from: number, to: number): Entity {
  return { type, offset: from, length: to - from };
}

/** Code and links; answers where to go on, null when there is none here. */
function code(source: string, at: number, out: Written): number | null {
  const start = out.text.length;
  const fence = match(FENCE, source, at);
  if (fence?.[2]?.trim()) {
    out.text += fence[2];
    const pre = entity('pre', start, out.text.length);
    out.entities.push(fence[1] ? { ...pre, language: fence[1] } : pre);
    return at + fence[0].length;
  }
  const word = match(CODE, source, at);
  if (word?.[1]?.trim()) {
    out.text += word[1];
    out.entities.push(entity('code', start, out.text.length));
    return at + word[0].length;
  }
  const address = match(ADDRESS, source, at);
  if (address) {
    out.text += address[0];
    return at + address[0].length;
  }
  const link = match(LINK, source, at);
  const url = safeUrl(link?.[2] ?? '');
  if (!link?.[1] || !url) return null;
  inline(link[1], out);
  out.entities.push({ ...entity('link', start, out.text.length), url });
  return at + link[0].length;
}

function step(source: string, at: number, out: Written): number {
  for (const { mark, type } of PAIRS) {
    const end = source.startsWith(mark, at) ? partner(source, at, mark) : -1;
    if (end === -1) continue;
    const start = out.text.length;
    inline(source.slice(at + mark.length, end), out);
    out.entities.push(entity(type, start, out.text.length));
    return end + mark.length;
  }
  out.text += source[at] ?? '';
  return at + 1;
}

/** Where the mark that closes this one stands, -1 when there is none. */
function partner(source: string, at: number, mark: string): number {
  const inner = at + mark.length;
  if (/^\s|^$/.test(source.slice(inner, inner + 1))) return -1;
  // The arm of ¯\\_(ツ)_/¯ is none either.
  if (mark === '_' && (WORD.test(source[at - 1] ?? '') || source[at - 1] === '\\')) return -1;
  for (let end = source.indexOf(mark, inner + 1); end !== -1; end = source.indexOf(mark, end + 1)) {
    const blank = /\s/.test(source[end - 1] ?? '');
    const within = mark === '_' && WORD.test(source[end + 1] ?? '');
    if (!blank && !within && !inCode(source, inner, end)) return end;
  }
  return -1;
}

/** An odd number of back-ticks on the way: the mark stands inside code. */
function inCode(source: string, from: number, to: number): boolean {
  return source.slice(from, to).split('`').length % 2 === 0;
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
