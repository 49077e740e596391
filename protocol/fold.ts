/**
 * The one folding of text for search, usernames and sorting keys; the stored text is never changed. Arabic letters
 * become their Persian twins, digits become ASCII, harakat, kashida and joiners go, then NFKC and lower case
 * (Unicode TR15; the letters are those that Persian keyboards, Arabic keyboards and old phones mix up).
 */
const LETTERS: Record<string, string> = {
  ي: 'ی',
  ى: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ە: 'ه',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  آ: 'ا',
  ؤ: 'و',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
/** Harakat and Quranic marks, superscript alef, kashida, ZWNJ, ZWJ, direction marks, soft hyphen, BOM. */
const DROPPED =
  /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u2060\u00ad\ufeff\u061c]/gu;
const DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/gu;

export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(DROPPED, '')
    .replace(DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toLowerCase();
}

/** Words of a query or a text, folded: runs of letters, digits, marks and symbols such as emoji. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}\p{M}\p{So}\p{Co}]+/gu) ?? [];
}

/**
 * Where a query's words begin words of `text` (or stand inside them), as `[start, length]` in UTF-16 units of the
 * original. Folding is done character by character (a character and its following marks), so places map back.
 */
export function matches(text: string, query: string): [number, number][] {
  const wanted = words(query);
  if (wanted.length === 0) return [];
  let folded = '';
  const places: number[] = [];
  for (const { segment, index } of new Intl.Segmenter('fa', { granularity: 'grapheme' }).segment(
    text,
  )) {
    for (const unit of fold(segment)) {
      for (let i = 0; i < unit.length; i++) places.push(index);
      folded += unit;
    }
  }
  places.push(text.length);
  const found: [number, number][] = [];
  for (const word of new Set(wanted)) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
      const start = places[at] ?? 0;
      let end = at + word.length;
      while (end < folded.length && places[end] === places[end - 1]) end++;
      found.push([start, (places[end] ?? text.length) - start]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}
