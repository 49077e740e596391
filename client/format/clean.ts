import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { sorted } from './tree.ts';

export type Written = { text: string; entities: Entity[] };

/** White space at both ends goes, the entities move along; none is left empty, out of range, or one too many. */
export function trimmed({ text, entities }: Written): Written {
  const shorn = text.trim();
  const shift = text.length - text.trimStart().length;
  const kept = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - shift);
    const to = Math.min(shorn.length, entity.offset + entity.length - shift);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: shorn, entities: uncrossed(kept).slice(0, LIMITS.entities) };
}

/** Of two that cross, the one that begins later is left out; so is the second of two that say the same. */
function uncrossed(entities: Entity[]): Entity[] {
  const out: Entity[] = [];
  for (const entity of sorted(entities)) {
    const end = entity.offset + entity.length;
    const clash = out.some((one) => {
      const stop = one.offset + one.length;
      const same = one.type === entity.type && entity.offset < stop;
      return same || (entity.offset < stop && end > stop);
    });
    if (!clash) out.push(entity);
  }
  return out;
}

/** Where nothing else may be recognised: what stands in code is code. */
export function insideCode(entities: readonly Entity[], from: number, to: number): boolean {
  return entities.some(
    ({ type, offset, length }) =>
      (type === 'code' || type === 'pre') && offset < to && offset + length > from,
  );
}
