import type { FileInfo } from '../../protocol/files.ts';
import { matches } from '../../protocol/find.ts';
import type { Message } from '../../protocol/messages.ts';
import { findNumbers } from '../../protocol/numbers.ts';
import { coverSpoilers } from '../../protocol/rules/spoilers.ts';
import { cutAt } from '../ui/clusters.ts';

/** A text in pieces; the marked ones match the search. */
type ExcerptPiece = { text: string; marked: boolean };

/**
 * So many characters are shown before the first match: enough to see where one is, few enough that the match is in
 * sight.
 */
const BEFORE = 28;
const LENGTH = 160;
const [LRI, PDI] = ['\u2066', '\u2069'];

/** Returns where to cut so that the excerpt begins at a word, or where there is none, at a whole sign. */
function cutBefore(text: string, at: number): number {
  if (at <= BEFORE) return 0;
  const from = at - BEFORE;
  const space = text.slice(from, at).search(/\s/u);
  if (space !== -1) return from + space + 1;
  return cutAt(text, from);
}

/**
 * Returns one line around the first match, in the original's spelling; what a spoiler hides stays hidden. `marks` are
 * `[start, length]` in UTF-16 units.
 */
export function makeExcerpt(
  message: Pick<Message, 'text' | 'entities'>,
  marks: readonly (readonly [number, number])[],
): ExcerptPiece[] {
  const text = coverSpoilers(message.text, message.entities);
  const start = cutBefore(text, marks[0]?.[0] ?? 0);
  const stop = cutAt(text, start + LENGTH);
  const signs = isolatesIn(text, start, stop);
  const out: ExcerptPiece[] = [];
  const push = (from: number, to: number, marked: boolean) => {
    const piece = withSigns(text, from, to, signs).replace(/\s+/gu, ' ');
    if (piece) out.push({ text: piece, marked });
  };
  let at = start;
  if (start > 0) out.push({ text: '…', marked: false });
  for (const [from, length] of marks) {
    const to = Math.min(from + length, stop);
    if (from < at || to <= from) continue;
    push(at, from, false);
    push(from, to, true);
    at = to;
  }
  push(at, stop, false);
  if (stop < text.length) out.push({ text: '…', marked: false });
  return out;
}

/** Returns the name of the first file that the search is found in, for a message that was found by no word of its text. */
export function makeNameExcerpt(
  files: readonly Pick<FileInfo, 'name'>[],
  q: string,
): ExcerptPiece[] | undefined {
  for (const { name } of files) {
    const marks = matches(name, q);
    if (marks.length > 0) return makeExcerpt({ text: name }, marks);
  }
  return;
}

/**
 * Finds where numbers of several groups begin and end within `[start, stop)`, which a Persian line would reorder. The
 * signs are letters of the text and no elements, since a mark may cover a part of a number.
 */
function isolatesIn(text: string, start: number, stop: number): Map<number, string> {
  const signs = new Map<number, string>();
  for (const [from, to] of findNumbers(text)) {
    if (to <= start || from >= stop) continue;
    signs.set(Math.max(from, start), LRI);
    signs.set(Math.min(to, stop), PDI);
  }
  return signs;
}

/** Returns `text.slice(from, to)` with the sign that begins a number before it, and the one that ends it behind. */
function withSigns(text: string, from: number, to: number, signs: Map<number, string>): string {
  let [out, at] = ['', from];
  for (const [place, sign] of signs) {
    const isWithin = sign === LRI ? place >= from && place < to : place > from && place <= to;
    if (!isWithin) continue;
    out += text.slice(at, place) + sign;
    at = place;
  }
  return out + text.slice(at, to);
}
