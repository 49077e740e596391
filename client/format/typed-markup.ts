import type { Entity } from '../../protocol/entities.ts';
import type { Node } from './formatted-text.ts';
import { LITERAL } from './spans.ts';

/** `guarded`: every character that could be read as a mark is escaped. */
export type Manner = 'bare' | 'guarded';

const AROUND: Partial<Record<Entity['type'], string>> = {
  bold: '**',
  italic: '_',
  strike: '~~',
  spoiler: '||',
  code: '`',
};
const READ_AS_MARKS = /[*_~|`[\]()<>\\\u2063]|(?:https?:\/\/|www\.)/gi;
const IN_WORD = /[\p{L}\p{N}\p{M}_\u200c]/u;

export function write(nodes: Node[], manner: Manner): string {
  return nodes.map((node, i) => writeOne(node, nodes[i - 1], nodes[i + 1], manner)).join('');
}

function writeOne(
  node: Node,
  before: Node | undefined,
  after: Node | undefined,
  manner: Manner,
): string {
  if (typeof node !== 'string') return writeEntity(node, manner);
  if (manner === 'bare') return node;
  const text = node.replaceAll(READ_AS_MARKS, (found) => LITERAL + found);
  return escapeEnd(escapeStart(text, before), after);
}

const isItalic = (node: Node | undefined) =>
  typeof node === 'object' && node.entity.type === 'italic';

/** Escapes a letter beside the mark: `_` counts only at the edge of a word, and an escaped letter makes an edge. */
function escapeStart(text: string, before: Node | undefined): string {
  return isItalic(before) && IN_WORD.test(text[0] ?? '') ? LITERAL + text : text;
}

function escapeEnd(text: string, after: Node | undefined): string {
  const cut = text.length - 1;
  const takes = isItalic(after) && text[cut - 1] !== LITERAL && IN_WORD.test(text[cut] ?? '');
  return takes ? text.slice(0, cut) + LITERAL + text.slice(cut) : text;
}

function writeEntity({ entity, inside }: Exclude<Node, string>, manner: Manner): string {
  const text = write(inside, manner);
  const mark = AROUND[entity.type];
  if (mark) return wrapInMark(text, mark);
  if (entity.type === 'quote') return text.replaceAll(/^/gm, '> ');
  if (entity.type === 'pre') return `\`\`\`${entity.language ?? ''}\n${text}\n\`\`\``;
  return entity.type === 'link' ? writeLink(text, entity.url ?? '') : text;
}

/** Puts the mark around the text, blanks at the ends outside: a mark beside a blank is none. */
function wrapInMark(text: string, mark: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const start = text.length - text.trimStart().length;
  return `${text.slice(0, start)}${mark}${inner}${mark}${text.slice(start + inner.length)}`;
}

/** Names the address on each of its lines; brackets of the address that are not in pairs would end it. */
function writeLink(text: string, url: string): string {
  const address = isPaired(url) ? url : `<${url}>`;
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : `[${line}](${address})`))
    .join('\n');
}

function isPaired(url: string): boolean {
  let open = 0;
  for (const one of url) {
    open += one === '(' ? 1 : one === ')' ? -1 : 0;
    if (open < 0) return false;
  }
  return open === 0;
}
