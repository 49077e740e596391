import type { MessageRow } from './messages-row.ts';

/** What a message's JSON has beside its words and lists: ids, times, names of fields. */
const FRAME = 260;
/** Signs that JSON writes longer than they are, up to six times. */
const ESCAPED = /["\\\p{Cc}]/u;

const bytes = (text: string | null): number => (text === null ? 0 : Buffer.byteLength(text));

/** About the bytes that a message takes as JSON, known before its lists are parsed; never much less than it is. */
function weightOf(row: MessageRow): number {
  const words = ESCAPED.test(row.text) ? JSON.stringify(row.text) : row.text;
  const lists = [row.entities, row.system, row.reactions, row.files, row.call, row.forwardedName];
  return lists.reduce((sum, list) => sum + bytes(list), FRAME + bytes(words));
}

/** The first of the rows that fit into `most` bytes together; one at least, or a page would never come to an end. */
export function takeFitting<Row extends MessageRow>(rows: Row[], most: number): Row[] {
  let sum = 0;
  for (const [i, row] of rows.entries()) {
    sum += weightOf(row);
    if (sum > most && i > 0) return rows.slice(0, i);
  }
  return rows;
}

export function weightOfAll(rows: readonly MessageRow[]): number {
  return rows.reduce((sum, row) => sum + weightOf(row), 0);
}
