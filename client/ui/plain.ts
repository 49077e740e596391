import type { Entity } from '../../protocol/entities.ts';

const HIDDEN = '▒';

/** A text on one line, for quotes and bars; what a spoiler hides stays hidden there too. */
export function onOneLine(text: string, entities: readonly Entity[] = [], most = 160): string {
  let shown = text;
  for (const { type, offset, length } of entities) {
    if (type !== 'spoiler') continue;
    const covered = shown.slice(offset, offset + length).replaceAll(/\S/g, HIDDEN);
    shown = shown.slice(0, offset) + covered + shown.slice(offset + length);
  }
  const line = shown.replaceAll(/\s+/g, ' ').trim();
  // Never through the middle of a character.
  return line.length > most ? `${line.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : line;
}
