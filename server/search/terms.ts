import type { Term } from '../../protocol/fold.ts';
import { chatWord } from '../messages/words.ts';

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
