import { LIMITS } from '../limits.ts';

/** Signs that show nothing, or reorder what stands beside them and so can hide a name's ending. Joiners of Persian stay. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** The longest ending that is kept when a name is cut. */
const ENDING = /\.[^.\s]{1,16}$/u;

/** What a file is called: the last part of what its sender called it, without what could hide or reorder its ending. */
export function toFileName(given: string): string {
  const base = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(HIDDEN, '').trim();
  if (/^\.*$/.test(clean)) return 'file';
  return shortenName(clean, LIMITS.fileName);
}

/** A name of `most` characters, with its ending. `sign`: stands for what was left out. */
export function shortenName(name: string, most: number, sign = ''): string {
  if (name.length <= most) return name;
  const ending = ENDING.exec(name)?.[0] ?? '';
  const room = most - sign.length - ending.length;
  return shorten(name.slice(0, -ending.length || undefined), room) + sign + ending;
}

/** By whole letters as people see them. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > most) break;
    kept += segment;
  }
  return kept.trim();
}
