import type { Entity } from '../../protocol/entities.ts';
import type { CleanText } from './clean.ts';

/** An entity by its place in what was typed. */
export type TextSpan = {
  type: Entity['type'];
  from: number;
  to: number;
  url?: string;
  language?: string;
};
/** `gone`: the stretches that were marks; they do not overlap. */
export type FoundSpans = { spans: TextSpan[]; gone: [from: number, to: number][] };

/** The text without its marks, the entities where they then stand. */
export function drop(typed: string, { spans, gone }: FoundSpans): CleanText {
  let text = '';
  let at = 0;
  const moved = new Int32Array(typed.length + 1);
  for (const [from, to] of gone.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    for (let i = at; i < from; i++) moved[i] = text.length + i - at;
    text += typed.slice(at, from);
    moved.fill(text.length, from, to);
    at = to;
  }
  for (let i = at; i <= typed.length; i++) moved[i] = text.length + i - at;
  text += typed.slice(at);
  const entities = spans.flatMap(({ from, to, ...what }): Entity[] => {
    const offset = moved[from] ?? 0;
    const length = (moved[to] ?? 0) - offset;
    return length > 0 ? [{ ...what, offset, length }] : [];
  });
  return { text, entities };
}
