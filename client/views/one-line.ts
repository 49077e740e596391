import { stretchesApart } from '../../protocol/apart.ts';
import type { Entity } from '../../protocol/entities.ts';
import { coverSpoilers } from '../../protocol/rules/spoilers.ts';
import { cutAt } from '../ui/clusters.ts';

const [LRI, FSI, PDI] = ['\u2066', '\u2068', '\u2069'];

/** Puts a text on one line, for quotes and bars; what a spoiler hides stays hidden there too. */
export function toOneLine(text: string, entities: readonly Entity[] = [], most = 160): string {
  const line = isolateApart(coverSpoilers(text, entities), entities).replaceAll(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  // No isolate stays open: the dots would stand within it.
  const cut = line.slice(0, cutAt(line, most));
  return cut.lastIndexOf(PDI) < Math.max(cut.lastIndexOf(LRI), cut.lastIndexOf(FSI))
    ? `${cut}${PDI}…`
    : `${cut}…`;
}

/** Isolates by characters what a bubble draws apart (`format/render.ts`). */
function isolateApart(text: string, entities: readonly Entity[]): string {
  let [out, at] = ['', 0];
  for (const { from, to, direction } of stretchesApart(text, entities)) {
    out += text.slice(at, from) + (direction === 'ltr' ? LRI : FSI) + text.slice(from, to) + PDI;
    at = to;
  }
  return out + text.slice(at);
}
