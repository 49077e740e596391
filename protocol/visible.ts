import type { Entity } from './entities.ts';

/**
 * What takes no room on the screen or draws nothing there: joiners, fillers and selectors (Unicode's own list), the
 * blank Braille pattern, the musical "null notehead", the Khitan filler. Both sides ask here, so that the send button
 * never appears for a text that the server refuses.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800\u{1d159}\u{16fe4}]/gu;
const SEEN = /[^\p{Cc}\p{Cf}\p{Z}]/u;
/** A character that stands by itself, and is no combining mark that would hang on the one before it. */
const BASE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether there is something to see: a text, a title, a label. */
export function isVisible(text: string): boolean {
  return SEEN.test(text.replaceAll(UNSEEN, ''));
}

/** The same of a name, which stands beside other words. */
export function isVisibleName(name: string): boolean {
  return BASE.test(name.replaceAll(UNSEEN, ''));
}

/** Where a text begins and ends without the white space at its ends; what indents code is part of the code. */
export function edgesOf(
  text: string,
  entities: readonly Entity[] = [],
): [from: number, to: number] {
  let from = text.length - text.trimStart().length;
  let to = text.trimEnd().length;
  for (const { type, offset, length } of entities) {
    if (type !== 'pre' || text.slice(offset, offset + length).trim() === '') continue;
    from = Math.min(from, offset);
    to = Math.max(to, offset + length);
  }
  return [from, to];
}

/** The entities of the part between the two edges, moved along with it; none is left empty or out of range. */
export function clipEntities(
  entities: readonly Entity[],
  [from, to]: readonly [from: number, to: number],
): Entity[] {
  return entities.flatMap((entity) => {
    const start = Math.max(entity.offset, from);
    const end = Math.min(entity.offset + entity.length, to);
    return end > start ? [{ ...entity, offset: start - from, length: end - start }] : [];
  });
}
