import { stretchesApart } from '../../protocol/apart.ts';
import type { Entity } from '../../protocol/entities.ts';
import { cutAt } from '../ui/clusters.ts';

const HIDDEN = '▒';
const [LRI, FSI, PDI] = ['\u2066', '\u2068', '\u2069'];

/** A text on one line, for quotes and bars; what a spoiler hides stays hidden there too. */
export function toOneLine(text: string, entities: readonly Entity[] = [], most = 160): string {
  const line = apart(coverSpoilers(text, entities), entities).replaceAll(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  // No isolate stays open: the dots would stand within it.
  const cut = line.slice(0, cutAt(line, most));
  return cut.lastIndexOf(PDI) < Math.max(cut.lastIndexOf(LRI), cut.lastIndexOf(FSI))
    ? `${cut}${PDI}…`
    : `${cut}…`;
}

/** The text with what spoilers hide made unreadable; as long as before, so that marks and entities still fit. */
export function coverSpoilers(text: string, entities: readonly Entity[] = []): string {
  let shown = text;
  for (const { type, offset, length } of entities) {
    if (type !== 'spoiler') continue;
    const hidden = shown.slice(offset, offset + length).replaceAll(/\S/g, HIDDEN);
    shown = shown.slice(0, offset) + hidden + shown.slice(offset + length);
  }
  return shown;
}

/** What a bubble draws apart (`format/render.ts`) stands apart here too, by characters. */
function apart(text: string, entities: readonly Entity[]): string {
  let [out, at] = ['', 0];
  for (const { from, to, direction } of stretchesApart(text, entities)) {
    out += text.slice(at, from) + (direction === 'ltr' ? LRI : FSI) + text.slice(from, to) + PDI;
    at = to;
  }
  return out + text.slice(at);
}
