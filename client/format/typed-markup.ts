import type { Entity } from '../../protocol/entities.ts';
import { LITERAL } from './literal.ts';
import type { Node } from './tree.ts';

/** `guarded`: every character that could be read as a mark is said to be none. */
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
  if (typeof node !== 'string') return marked(node, manner);
  if (manner === 'bare') return node;
  const text = node.replaceAll(READ_AS_MARKS, (found) => LITERAL + found);
  return partedEnd(partedStart(text, before), after);
}

const isItalic = (node: Node | undefined) =>
  typeof node === 'object' && node.entity.type === 'italic';

/** `_` counts only at the edge of a word: a letter that is said to be none of a word makes an edge. */
function partedStart(text: string, before: Node | undefined): string {
  return isItalic(before) && IN_WORD.test(text[0] ?? '') ? LITERAL + text : text;
}

function partedEnd(text: string, after: Node | undefined): string {
  const cut = text.length - 1;
  const takes = isItalic(after) && text[cut - 1] !== LITERAL && IN_WORD.test(text[cut] ?? '');
  return takes ? text.slice(0, cut) + LITERAL + text.slice(cut) : text;
}

function marked({ entity, inside }: Exclude<Node, string>, manner: Manner): string {
  const text = write(inside, manner);
  const mark = AROUND[entity.type];
  if (mark) return around(text, mark);
  if (entity.type === 'quote') return text.replaceAll(/^/gm, '> ');
  if (entity.type === 'pre') return `\`\`\`${entity.language ?? ''}\n${text}\n\`\`\``;
  return entity.type === 'link' ? named(text, entity.url ?? '') : text;
}

/** Blanks at the ends stay outside: a mark beside a blank is none. */
function around(text: string, mark: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const start = text.length - text.trimStart().length;
  return `${text.slice(0, start)}${mark}${inner}${mark}${text.slice(start + inner.length)}`;
}

/** On each of its lines; brackets of the address that are not in pairs would end it. */
function named(text: string, url: string): string {
  const address = paired(url) ? url : `<${url}>`;
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : `[${line}](${address})`))
    .join('\n');
}

function paired(url: string): boolean {
  let open = 0;
  for (const one of url) {
    open += one === '(' ? 1 : one === ')' ? -1 : 0;
    if (open < 0) return false;
  }
  return open === 0;
}
