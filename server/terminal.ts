/** What reorders the text around it. */
const BIDI = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const STEERS = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const PAINTED = /\x1b\[[\d;]*m|(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}]/gu;
const WITHIN = new RegExp(`[\\p{Cc}\\p{Zl}\\p{Zp}${BIDI}]`, 'gu');
const UNESCAPED = new RegExp(`[\\u007f-\\u009f\\u2028\\u2029${BIDI}]`, 'gu');

/**
 * A sentence of ours for a terminal, whatever it names: nothing in it moves the cursor, changes a title or asks the
 * terminal a question (ECMA-48: ESC and the other controls of C0 and C1).
 */
export const forTerminal = (text: string): string => text.replace(STEERS, '\ufffd');

/** The same with the colours that we give it ourselves (SGR). */
export const forColourTerminal = (text: string): string =>
  text.replace(PAINTED, (found) => (found.length > 1 ? found : '\ufffd'));

/**
 * A text that a person has written, within a line of ours: it neither breaks the line nor turns what stands beside it.
 */
export const cell = (text: string): string => text.replace(WITHIN, '\ufffd');

/**
 * A text that a person has written into a setting, in the quotes of the language: an isolate keeps the sentence around
 * it in order.
 */
export const quoted = (text: string, language: 'en' | 'fa'): string =>
  language === 'en'
    ? jsonOf(text)
    : `«\u2068${jsonOf(text).slice(1, -1).replaceAll('\\"', '"')}\u2069»`;

/** JSON that is as safe to look at: it escapes C0 alone by itself. The value stays the same. */
export const jsonOf = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(
    UNESCAPED,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
