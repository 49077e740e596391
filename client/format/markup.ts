/** The formats that can be asked for a selection. */
export type MarkKind = 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' | 'spoiler' | 'link';

/** Replaces `[from, to)` by `insert`, then selects `[start, end)` of the new text. */
type MarkEdit = { from: number; to: number; insert: string; start: number; end: number };

const AROUND: Partial<Record<MarkKind, string>> = {
  bold: '**',
  italic: '_',
  strike: '~~',
  spoiler: '||',
  code: '`',
};
const IN_WORD = /[\p{L}\p{N}\p{M}_\u200c]/u;
/** This stands for the address until one is typed over it. */
const ADDRESS = 'https://';

/**
 * Puts Markdown's marks around the selection, as `parseMarkdown` reads them, or takes them off where it has them
 * already. Blanks at the ends stay outside: a mark beside a blank is none. null: nothing is selected.
 */
export function mark(text: string, start: number, end: number, kind: MarkKind): MarkEdit | null {
  const picked = text.slice(start, end);
  if (picked.trim() === '') return null;
  const from = start + picked.length - picked.trimStart().length;
  const to = end - (picked.length - picked.trimEnd().length);
  if (kind === 'quote') return quoteLines(text, from, to);
  if (kind === 'pre') return fenceLines(text, from, to);
  if (kind === 'link') return linkSelection(text, from, to);
  const [first, last] = kind === 'italic' ? widenToWords(text, from, to) : [from, to];
  return wrapSelection(text, first, last, AROUND[kind] ?? '');
}

function edit(from: number, to: number, insert: string, skip: number, length: number): MarkEdit {
  return { from, to, insert, start: from + skip, end: from + skip + length };
}

function wrapSelection(text: string, from: number, to: number, sign: string): MarkEdit {
  const inner = text.slice(from, to);
  const size = sign.length;
  if (inner.length > 2 * size && inner.startsWith(sign) && inner.endsWith(sign)) {
    const bare = inner.slice(size, -size);
    return edit(from, to, bare, 0, bare.length);
  }
  if (text.slice(from - size, from) === sign && text.slice(to, to + size) === sign) {
    return edit(from - size, to + size, inner, 0, inner.length);
  }
  return edit(from, to, sign + inner + sign, size, inner.length);
}

/** Widens the selection to whole words: `_` counts only at the edge of a word. */
function widenToWords(text: string, from: number, to: number): [number, number] {
  const isWord = (at: number) => text[at] !== '_' && IN_WORD.test(text[at] ?? '');
  let [first, last] = [from, to];
  while (first > 0 && isWord(first) && isWord(first - 1)) first -= 1;
  while (last < text.length && isWord(last - 1) && isWord(last)) last += 1;
  return [first, last];
}

function quoteLines(text: string, from: number, to: number): MarkEdit {
  const first = text.lastIndexOf('\n', from - 1) + 1;
  const found = text.indexOf('\n', to);
  const last = found === -1 ? text.length : found;
  const lines = text.slice(first, last).split('\n');
  const quoted = lines.every((line) => line.startsWith('> '));
  const insert = lines.map((line) => (quoted ? line.slice(2) : `> ${line}`)).join('\n');
  return edit(first, last, insert, 0, insert.length);
}

function fenceLines(text: string, from: number, to: number): MarkEdit {
  const inner = text.slice(from, to);
  const before = from === 0 || text[from - 1] === '\n' ? '' : '\n';
  const after = to === text.length || text[to] === '\n' ? '' : '\n';
  const insert = `${before}\`\`\`\n${inner}\n\`\`\`${after}`;
  return edit(from, to, insert, before.length + 4, inner.length);
}

/** A selected address gets a name typed to it, anything else an address. */
function linkSelection(text: string, from: number, to: number): MarkEdit {
  const inner = text.slice(from, to).replaceAll('\n', ' ');
  if (/^https?:\/\/\S+$/i.test(inner))
    return edit(from, to, `[${inner}](${inner})`, 1, inner.length);
  return edit(from, to, `[${inner}](${ADDRESS})`, inner.length + 3, ADDRESS.length);
}
