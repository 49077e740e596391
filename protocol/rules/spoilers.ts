import type { Entity } from '../entities.ts';

const HIDDEN = '▒';

/** Makes what spoilers hide unreadable; the text stays as long as before, so that marks and entities still fit. */
export function coverSpoilers(text: string, entities: readonly Entity[] = []): string {
  let shown = text;
  for (const { type, offset, length } of entities) {
    if (type !== 'spoiler') continue;
    const hidden = shown.slice(offset, offset + length).replaceAll(/\S/g, HIDDEN);
    shown = shown.slice(0, offset) + hidden + shown.slice(offset + length);
  }
  return shown;
}
