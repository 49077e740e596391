/**
 * INVISIBLE SEPARATOR: the character behind it is itself and no mark. `toMarkdown` writes it where a text has marks of
 * its own, as 2**3**4 may: nobody types it, nobody sees it, and what people do type (¯\\_(ツ)_/¯) keeps its backslash.
 */
export const LITERAL = '\u2063';
/** OBJECT REPLACEMENT: neither a mark, nor part of a word, nor blank. */
const NO_MARK = '\ufffc';

/** `shape` is as long as `text` and is what to look for marks in. */
export function revealHidden(source: string): { text: string; shape: string } {
  if (!source.includes(LITERAL)) return { text: source, shape: source };
  let text = '';
  let shape = '';
  for (let at = 0; at < source.length; at++) {
    const hidden = source[at] === LITERAL;
    if (hidden) at++;
    const one = source[at] ?? '';
    text += one;
    shape += hidden && one !== '' && one !== '\n' ? NO_MARK : one;
  }
  return { text, shape };
}
