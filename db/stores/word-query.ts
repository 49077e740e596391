/** What the search index is asked, in the language of no engine. `begins`: words that begin with this one count too. */
export type WordQuery =
  | { word: string; begins?: boolean }
  | { all: readonly WordQuery[] }
  | { any: readonly WordQuery[] };

/** The language of FTS5. Words hold no quote: they are letters, digits, combining marks and symbols. */
export function toFts5(query: WordQuery): string {
  if ('word' in query) return `"${query.word}"${query.begins ? ' *' : ''}`;
  if ('all' in query) return query.all.map(inParentheses(toFts5)).join(' AND ');
  return query.any.map(inParentheses(toFts5)).join(' OR ');
}

/** The language of PostgreSQL, where a quoted word may hold any sign. */
export function toTsquery(query: WordQuery): string {
  if ('word' in query) {
    const quoted = query.word.replaceAll(/['\\]/g, (sign) => sign + sign);
    return `'${quoted}'${query.begins ? ':*' : ''}`;
  }
  if ('all' in query) return query.all.map(inParentheses(toTsquery)).join(' & ');
  return query.any.map(inParentheses(toTsquery)).join(' | ');
}

const inParentheses = (write: (query: WordQuery) => string) => (query: WordQuery) =>
  'word' in query ? write(query) : `(${write(query)})`;
