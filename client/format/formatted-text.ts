import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { clipEntities, edgesOf } from '../../protocol/visible.ts';

/** A stretch of text, or an entity with what lies inside it. */
export type Node = string | { entity: Entity; inside: Node[] };

/**
 * Sorts outer ones first: by beginning, the longer before the shorter. Of those that are as long, a quote has whole
 * lines and nothing has a meaning inside code.
 */
export function sortEntities(entities: readonly Entity[]): Entity[] {
  return [...entities].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || depth(a) - depth(b),
  );
}

function depth({ type }: Entity): number {
  if (type === 'quote') return 0;
  return type === 'code' || type === 'pre' ? 2 : 1;
}

/**
 * Makes a tree of text and entities. Whatever another client sent, the text comes out whole: an entity that reaches
 * beyond the text is cut, one that crosses an earlier one or would part a surrogate pair is left out.
 */
export function treeOf(text: string, entities: readonly Entity[] = []): Node[] {
  const fitting = sortEntities(entities).filter((entity) => isWhole(text, entity));
  return buildNodes(text, 0, text.length, fitting);
}

function buildNodes(text: string, from: number, to: number, entities: Entity[]): Node[] {
  const out: Node[] = [];
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    if (!entity) break;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    if (entity.offset > at) out.push(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((one) => one.offset + one.length <= end);
    out.push({ entity, inside: buildNodes(text, entity.offset, end, inner) });
    at = end;
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}

function isWhole(text: string, { offset, length }: Entity): boolean {
  const inPair = (at: number) => {
    const low = text.charCodeAt(at);
    const high = text.charCodeAt(at - 1);
    return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
  };
  return offset < text.length && !inPair(offset) && !inPair(offset + length);
}

export type CleanText = { text: string; entities: Entity[] };

/**
 * Removes white space at both ends, but for what indents code; the entities move along; none is left empty, out of
 * range, or one too many.
 */
export function trimText({ text, entities }: CleanText): CleanText {
  const edges = edgesOf(text, entities);
  const kept = dropCrossed(clipEntities(entities, edges)).slice(0, LIMITS.entities);
  return { text: text.slice(...edges), entities: kept };
}

/** Leaves out the later of two that cross, and the second of two that say the same. */
function dropCrossed(entities: Entity[]): Entity[] {
  const out: Entity[] = [];
  /** These lie around the current one, each within the one before. */
  const around: Entity[] = [];
  for (const entity of sortEntities(entities)) {
    while (endOf(around.at(-1)) <= entity.offset) around.pop();
    const clash =
      endOf(entity) > endOf(around.at(-1)) || around.some(({ type }) => type === entity.type);
    if (clash) continue;
    out.push(entity);
    around.push(entity);
  }
  return out;
}

const endOf = (entity: Entity | undefined): number =>
  entity ? entity.offset + entity.length : Number.POSITIVE_INFINITY;

/** Says whether a stretch touches code: nothing else may be recognised there. */
export function isInsideCode(entities: readonly Entity[], from: number, to: number): boolean {
  return entities.some(
    ({ type, offset, length }) =>
      (type === 'code' || type === 'pre') && offset < to && offset + length > from,
  );
}

const EMOJI_ONLY = /^(?:\p{RGI_Emoji}){1,3}$/v;

/** True for one to three emoji and nothing else, which are drawn large. */
export function isBigEmoji(text: string): boolean {
  return text.length <= 60 && EMOJI_ONLY.test(text);
}
