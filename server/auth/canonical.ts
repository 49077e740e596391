/** U+06F0… and U+0660…: the digits of Persian and Arabic keyboards. */
const DIGITS = /[\u06f0-\u06f9\u0660-\u0669]/g;

/**
 * Brings a password into the one form in which it is compared. RFC 8265 §4.2: NFC, and all blanks are equal. Beyond it,
 * keys that people take for the same on different keyboards are equal: digits, yeh and kaf. The half-space is dropped,
 * since behind dots it cannot be seen.
 */
export function canonical(password: string): string {
  return password
    .replace(/\p{Zs}/gu, ' ')
    .replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\u064a\u0649]/g, '\u06cc')
    .replaceAll('\u0643', '\u06a9')
    .replaceAll('\u200c', '')
    .normalize('NFC');
}

/** What may have been hashed when this was typed, newest first; of most passwords one. */
export function formsOf(password: string): string[] {
  return [...new Set([canonical(password), password.normalize('NFC'), password])];
}
