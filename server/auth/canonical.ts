/** U+06F0… and U+0660…: the digits of Persian and Arabic keyboards. */
const DIGITS = /[\u06f0-\u06f9\u0660-\u0669]/g;

/**
 * A password in the one form in which it is compared. RFC 8265 §4.2: NFC, and every blank is the same one. Beyond it, what
 * the keyboards of one language send differently for what people take for the same key: digits, yeh and kaf, and the
 * half-space, of which nobody sees behind dots whether it is there.
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
