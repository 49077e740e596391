/** What can be asked for a selection. */
export type MarkKind = 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' | 'spoiler' | 'link';

/** Replace `[from, to)` by `insert`, then select `[start, end)` of the new text. */
export type MarkEdit = { from: number; to: number; insert: string; start: number; end: number };

const AROUND: Partial<Record<MarkKind, string>> = {
  bold: '**',
  italic: '_',
  strike: '~~',
  spoiler: '||',
  code: '`',
};
const IN_WORD = /[\p{L}\p{N}\p{M}_\u200c]/u;
/** Stands for the address until one is typed over it. */
const ADDRESS = 'https://';

/**
 * The selection with Markdown's marks, as `parseMarkdown` reads them; without them where it has them already. Blanks at
 * the ends stay outside: a mark beside a blank is none. null: nothing is selected.
 */
export function mark(text: string, start: number, end: number, kind: MarkKind): MarkEdit | null {
  const picked = text.slice(start, end);
  if (picked.trim() === '') return null;
  const from = start + picked.length - picked.trimStart().length;
  const to = end - (picked.length - picked.trimEnd().length);
  if (kind === 'quote') return quote(text, from, to);
  if (kind === 'pre') return fence(text, from, to);
  if (kind === 'link') return link(text, from, to);
  const [first, last] = kind === 'italic' ? wholeWords(text, from, to) : [from, to];
  return around(text, first, last, AROUND[kind] ?? '');
}

function edit(from: number, to: number, insert: string, skip: number, length: number): MarkEdit {
  return { from, to, insert, start: from + skip, end: from + skip + length };
}

function around(text: string, from: number, to: number, sign: string): MarkEdit {
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

/** `_` counts only at the edge of a word. */
function wholeWords(text: string, from: number, to: number): [number, number] {
  const isWord = (at: number) => text[at] !== '_' && IN_WORD.test(text[at] ?? '');
  let [first, last] = [from, to];
  while (first > 0 && isWord(first) && isWord(first - 1)) first -= 1;
  while (last < text.length && isWord(last - 1) && isWord(last)) last += 1;
  return [first, last];
}

function quote(text: string, from: number, to: number): MarkEdit {
  const first = text.lastIndexOf('\n', from - 1) + 1;
  const found = text.indexOf('\n', to);
  const last = found === -1 ? text.length : found;
  const lines = text.slice(first, last).split('\n');
  const quoted = lines.every((line) => line.startsWith('> '));
  const insert = lines.map((line) => (quoted ? line.slice(2) : `> ${line}`)).join('\n');
  return edit(first, last, insert, 0, insert.length);
}

function fence(text: string, from: number, to: number): MarkEdit {
  const inner = text.slice(from, to);
  const before = from === 0 || text[from - 1] === '\n' ? '' : '\n';
  const after = to === text.length || text[to] === '\n' ? '' : '\n';
  const insert = `${before}\`\`\`\n${inner}\n\`\`\`${after}`;
  return edit(from, to, insert, before.length + 4, inner.length);
}

/** A selected address gets a name typed to it, anything else an address. */
function link(text: string, from: number, to: number): MarkEdit {
  const inner = text.slice(from, to).replaceAll('\n', ' ');
  if (/^https?:\/\/\S+$/i.test(inner))
    return edit(from, to, `[${inner}](${inner})`, 1, inner.length);
  return edit(from, to, `[${inner}](${ADDRESS})`, inner.length + 3, ADDRESS.length);
}
