import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { clipEntities, edgesOf } from '../../protocol/visible.ts';
import { sorted } from './tree.ts';

export type CleanText = { text: string; entities: Entity[] };

/**
 * White space at both ends goes, but for what indents code; the entities move along; none is left empty, out of range, or
 * one too many.
 */
export function trimText({ text, entities }: CleanText): CleanText {
  const edges = edgesOf(text, entities);
  const kept = uncrossed(clipEntities(entities, edges)).slice(0, LIMITS.entities);
  return { text: text.slice(...edges), entities: kept };
}

/** Of two that cross, the one that begins later is left out; so is the second of two that say the same. */
function uncrossed(entities: Entity[]): Entity[] {
  const out: Entity[] = [];
  /** Those around, each within the one before. */
  const around: Entity[] = [];
  for (const entity of sorted(entities)) {
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

/** Where nothing else may be recognised: what stands in code is code. */
export function insideCode(entities: readonly Entity[], from: number, to: number): boolean {
  return entities.some(
    ({ type, offset, length }) =>
      (type === 'code' || type === 'pre') && offset < to && offset + length > from,
  );
}
