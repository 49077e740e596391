import type { ChatRow } from '../core/services.ts';
import type { Names } from '../ui/names.ts';
import type { Quoted } from './quotes.ts';

/** What the rows of a timeline need to know of the chat that they stand in. */
export type RowContext = {
  row: ChatRow;
  names: Names;
  quoted(seq: number): Quoted | undefined;
  /** Places of the messages that are selected; null when none is being selected. */
  selected: ReadonlySet<number> | null;
};
