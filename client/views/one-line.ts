import type { Entity } from '../../protocol/entities.ts';
import { cutAt } from '../ui/clusters.ts';
import { numbersIn } from '../ui/numbers.ts';

const HIDDEN = '▒';
const [LRI, FSI, PDI] = ['\u2066', '\u2068', '\u2069'];
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

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
  if (!RTL.test(text)) return text;
  const stretches = entities.flatMap(({ type, offset, length }): [number, number, string][] => {
    const sign = type === 'code' ? LRI : FSI;
    const ends = type === 'link' || type === 'mention' || type === 'code';
    return ends ? [[offset, offset + length, sign]] : [];
  });
  for (const [from, to] of numbersIn(text)) stretches.push([from, to, LRI]);
  let [out, at] = ['', 0];
  for (const [from, to, sign] of stretches.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from < at) continue;
    out += text.slice(at, from) + sign + text.slice(from, to) + PDI;
    at = to;
  }
  return out + text.slice(at);
}
