import { LIMITS } from '../../../protocol/limits.ts';
import { type CleanText, trimText } from '../../format/clean.ts';

/** More messages than these at once are a document, and nobody's wish. */
export const MOST_PARTS = 20;

/** Where a text may be cut, the better ones first; a cut lies behind what is matched. */
const BREAKS = [/\n\s*\n/g, /\n/g, /[.!?…؟؛۔][»”"')\]]*\s+/g, /\s+/g];
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text that is too long for one message as several, in order: cut between paragraphs, else lines, sentences, words, and
 * never within a letter; not within a link or what is formatted either, as long as there is another place.
 */
export function partsOf(written: CleanText, most: number = LIMITS.text): CleanText[] {
  const parts: CleanText[] = [];
  const { text, entities } = written;
  for (let from = 0; from < text.length; ) {
    const to = text.length - from <= most ? text.length : from + cutOf(written, from, most);
    const within = entities.flatMap((entity) => {
      const start = Math.max(entity.offset, from);
      const end = Math.min(entity.offset + entity.length, to);
      return end > start ? [{ ...entity, offset: start - from, length: end - start }] : [];
    });
    const part = trimText({ text: text.slice(from, to), entities: within });
    if (part.text !== '') parts.push(part);
    from = to;
  }
  return parts;
}

/** How far from `from` the next part reaches. */
function cutOf({ text, entities }: CleanText, from: number, most: number): number {
  const window = text.slice(from, from + most);
  const isInside = (cut: number): boolean =>
    entities.some(({ offset, length }) => offset < from + cut && from + cut < offset + length);
  // A part that is less than half full is worse than a cut between words.
  const found = BREAKS.flatMap((pattern) => {
    const cuts = [...window.matchAll(pattern)].map((match) => match.index + match[0].length);
    const last = cuts.findLast((cut) => cut > most / 2 && !isInside(cut));
    return last === undefined ? [] : [last];
  });
  if (found[0] !== undefined) return found[0];
  const words = [...window.matchAll(/\s+/g)].map((match) => match.index + match[0].length);
  const outside = words.findLast((cut) => cut > 0 && !isInside(cut));
  const between = outside ?? words.findLast((cut) => cut > 0);
  return between ?? letterCut(text.slice(from, from + most + 64), most);
}

function letterCut(text: string, most: number): number {
  const start = graphemes.segment(text).containing(most)?.index ?? most;
  return start > 0 ? start : most;
}
