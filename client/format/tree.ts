import type { Entity } from '../../protocol/entities.ts';

/** A stretch of text, or an entity with what lies inside it. */
export type Node = string | { entity: Entity; inside: Node[] };

/**
 * Outer ones first: by beginning, the longer before the shorter. Of those that are as long, a quote has whole lines and
 * nothing has a meaning inside code.
 */
export function sorted(entities: readonly Entity[]): Entity[] {
  return [...entities].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || depth(a) - depth(b),
  );
}

function depth({ type }: Entity): number {
  if (type === 'quote') return 0;
  return type === 'code' || type === 'pre' ? 2 : 1;
}

/**
 * Text and entities as a tree. Whatever another client sent, the text comes out whole: an entity that reaches beyond the
 * text is cut, one that crosses its elder or would part a surrogate pair is left out.
 */
export function treeOf(text: string, entities: readonly Entity[] = []): Node[] {
  const fitting = sorted(entities).filter((entity) => whole(text, entity));
  return grow(text, 0, text.length, fitting);
}

function grow(text: string, from: number, to: number, entities: Entity[]): Node[] {
  const out: Node[] = [];
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    if (!entity) break;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    if (entity.offset > at) out.push(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((one) => one.offset + one.length <= end);
    out.push({ entity, inside: grow(text, entity.offset, end, inner) });
    at = end;
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}

function whole(text: string, { offset, length }: Entity): boolean {
  const inPair = (at: number) => {
    const low = text.charCodeAt(at);
    const high = text.charCodeAt(at - 1);
    return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
  };
  return offset < text.length && !inPair(offset) && !inPair(offset + length);
}
