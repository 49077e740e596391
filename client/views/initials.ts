const segmenter = new Intl.Segmenter('fa', { granularity: 'grapheme' });
const LETTER = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const ARABIC = /\p{Script=Arabic}/u;
/** The number of avatar colours; the CSS has as many. */
export const TINTS = 8;

/**
 * Returns one or two letters that stand for a name: of its first and last word. An emoji stands alone. Two Persian
 * letters get a ZWNJ between them, or they would join into a shape that is neither.
 */
export function toInitials(name: string): string {
  const firsts = name
    .split(/\s+/u)
    .map(firstLetter)
    .filter((letter) => letter !== '');
  const first = firsts[0] ?? '';
  const last = firsts.length > 1 ? (firsts.at(-1) ?? '') : '';
  if (EMOJI.test(first) || last === '' || EMOJI.test(last)) return first;
  return ARABIC.test(first) && ARABIC.test(last) ? `${first}\u200c${last}` : first + last;
}

/** Returns the first grapheme that is a letter, a digit or an emoji, upper case and without its harakat. */
function firstLetter(word: string): string {
  for (const { segment } of segmenter.segment(word)) {
    if (!LETTER.test(segment)) continue;
    if (EMOJI.test(segment)) return segment;
    // A letter with a joiner behind it is one grapheme with it in some engines.
    return segment.replace(/[\u064b-\u0652\u200c\u200d]/gu, '').toLocaleUpperCase('en');
  }
  return '';
}

/** Returns the same colour for the same id on every device (FNV-1a; a person's id never changes, a name does). */
export function tintOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % TINTS;
}
