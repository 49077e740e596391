import type { Term } from '../../protocol/fold.ts';
import { allWords } from './words.ts';

/** What is indexed of a text: its words, beside each that half-spaces join its parts, and its chat. Twice is no more than once there. */
export function indexed(text: string, chatId: string): string {
  return `${allWords(text)} ${chatWord(chatId)}`;
}

/**
 * A chat's id as a word of the index, in hexadecimal because the index knows no case. Nobody can type one: the sign is no
 * part of any word.
 */
function chatWord(chatId: string): string {
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

/**
 * The query in FTS5's language: every term begins a word, in one of these chats. Words hold only letters, digits, marks
 * and symbols, so nothing in them could end the quotes.
 */
export function matchOf(terms: readonly Term[], chatIds: readonly string[]): string {
  const wanted = terms.map((term) => anyOf(term.map(allOf)));
  if (chatIds.length > 0) wanted.push(anyOf(chatIds.map((id) => `"${chatWord(id)}"`)));
  return wanted.join(' AND ');
}

function allOf(way: readonly string[]): string {
  return `(${way.map((word) => `"${word}" *`).join(' AND ')})`;
}

function anyOf(ways: readonly string[]): string {
  return `(${ways.join(' OR ')})`;
}
