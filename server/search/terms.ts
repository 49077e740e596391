import { parts, type Term, words } from '../../protocol/fold.ts';

/** What is indexed of a text: its words, and beside each that half-spaces join, their parts. Once each. */
export function indexed(text: string): string {
  const all = text.includes('\u200c') ? [...words(text), ...parts(text)] : words(text);
  return [...new Set(all)].join(' ');
}

/** A chat's id as one token: the index knows no case, base64url does. */
export function chatToken(chatId: string): string {
  return Buffer.from(chatId, 'base64url').toString('hex');
}

/**
 * The query in FTS5's language: every term begins a word, in one of these chats. Words hold only letters, digits, marks
 * and symbols, so nothing in them could end the quotes.
 */
export function matchOf(terms: readonly Term[], chatIds: readonly string[]): string {
  const wanted = terms.map((term) => term.map(allOf).join(' OR ')).map(group);
  const where = chatIds.map((id) => `"${chatToken(id)}"`).join(' OR ');
  const said = `words : ${group(wanted.join(' AND '))}`;
  return where === '' ? said : `chat : ${group(where)} AND ${said}`;
}

function allOf(way: readonly string[]): string {
  return group(way.map((word) => `"${word}" *`).join(' AND '));
}

function group(expression: string): string {
  return `(${expression})`;
}
