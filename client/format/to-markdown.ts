import type { Entity } from '../../protocol/entities.ts';
import { type Node, treeOf } from './tree.ts';

const AROUND: Partial<Record<Entity['type'], string>> = {
  bold: '**',
  italic: '_',
  strike: '~~',
  spoiler: '||',
  code: '`',
};

/** The text as one would type it, for editing: the way back of `parseMarkdown`. */
export function toMarkdown(text: string, entities?: readonly Entity[]): string {
  return write(treeOf(text, entities));
}

function write(nodes: Node[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : marked(node))).join('');
}

function marked({ entity, inside }: Exclude<Node, string>): string {
  const text = write(inside);
  const mark = AROUND[entity.type];
  if (mark) return `${mark}${text}${mark}`;
  if (entity.type === 'quote') return text.replaceAll(/^/gm, '> ');
  if (entity.type === 'pre') {
    return `\`\`\`${entity.language ?? ''}\n${text}\n\`\`\``;
  }
  // A link that is its own address is found again.
  if (entity.type !== 'link' || entity.url?.endsWith(text)) return text;
  return `[${text}](${entity.url ?? ''})`;
}
