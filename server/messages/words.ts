import { parts, words } from '../../protocol/fold.ts';

/** What is indexed of a text: its words, beside each that half-spaces join its parts, and its chat. Once each. */
export function indexed(text: string, chatId: string): string {
  const all = text.includes('\u200c') ? [...words(text), ...parts(text)] : words(text);
  return [...new Set(all), chatWord(chatId)].join(' ');
}

/**
 * A chat's id as a word of the index, in hexadecimal because the index knows no case. Nobody can type one: the sign is no
 * part of any word.
 */
export function chatWord(chatId: string): string {
  return `§${Buffer.from(chatId).toString('hex')}`;
}
