import type { TerminalLanguage } from '../texts.ts';

const INTRODUCED: Record<TerminalLanguage, string> = { en: 'Details', fa: 'جزئیات فنی' };

/**
 * Shows what a library has said of damage, in its own words, for the person who is asked for help: on a line of its own
 * behind our sentence, from left to right in any language (UAX #9, isolates). It returns nothing where the library has
 * said nothing.
 */
export function detailsOf(words: string | number | undefined, language: TerminalLanguage): string {
  const line = inOneLine(words, language);
  return line === '' ? '' : `\n  ${INTRODUCED[language]}: ${line}`;
}

/** The same within a line. */
function inOneLine(words: string | number | undefined, language: TerminalLanguage): string {
  const line = String(words ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' || language === 'en' ? line : `\u2066${line}\u2069`;
}
