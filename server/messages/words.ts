import { allWords } from './all-words.ts';

/**
 * What is indexed of a text: its words, beside each that half-spaces join its parts, and its chat. Twice is no more than
 * once there. '' for a message without a text (a call, a file, a sealed one): it is not in the index.
 */
export function indexed(text: string, chatId: string): string {
  if (text === '') return '';
  return `${allWords(text)} ${chatWord(chatId)}`;
}

/**
 * A chat's id as a word of the index, in hexadecimal because the index knows no case. Nobody can type one: the sign is no
 * part of any word.
 */
export function chatWord(chatId: string): string {
  let word = chatWords.get(chatId);
  if (word === undefined) {
    if (chatWords.size >= REMEMBERED) chatWords.clear();
    word = `§${Buffer.from(chatId).toString('hex')}`;
    chatWords.set(chatId, word);
  }
  return word;
}

/** Messages come in bursts of the same chats. */
const chatWords = new Map<string, string>();
const REMEMBERED = 4096;
