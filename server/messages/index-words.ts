import { createHash } from 'node:crypto';
import { allWords } from './all-words.ts';

/**
 * Messages of a chat that are indexed together, as a power of two. Every word of the index begins with the key of its
 * block, so a search reads only the blocks that it asks for and nothing of other people's chats; and no search of one
 * block, however common its words, takes longer than about a millisecond.
 */
const BLOCK_BITS = 13;
/** Letters of a key: 50 bits. Two blocks with one key would cost time, never show anything: the query asks who may see. */
const KEY_LETTERS = 10;

export const blockOf = (seq: number): number => Math.floor(seq / 2 ** BLOCK_BITS);
/** The first message of a block. */
export const beginOf = (block: number): number => block * 2 ** BLOCK_BITS;

/** What is indexed of a message. '' for one without a text (a call, a file, a sealed one): it is not in the index. */
export function toIndexWords(text: string, chatId: string, seq: number): string {
  if (text === '') return '';
  const key = blockKey(chatId, blockOf(seq));
  let words = '';
  for (const word of allWords(text)) words += `${key}${word} `;
  // A text of punctuation alone is indexed too, under the key of its block and with no words.
  return words === '' ? key : words;
}

/**
 * The key is in small letters and digits, because the index knows no case. It is kept on disk, so it must never come
 * out otherwise.
 */
export function blockKey(chatId: string, block: number): string {
  const name = `${chatId}:${block}`;
  let key = keys.get(name);
  if (key === undefined) {
    if (keys.size >= REMEMBERED) keys.clear();
    const bits = createHash('sha256').update(name).digest().readBigUInt64BE();
    key = bits.toString(32).padStart(13, '0').slice(-KEY_LETTERS);
    keys.set(name, key);
  }
  return key;
}

/** Messages come in bursts of the same chats. */
const keys = new Map<string, string>();
const REMEMBERED = 4096;
