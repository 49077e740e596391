import type { Own } from '../../protocol/chats.ts';
import { addRange, type Range } from './ranges.ts';

/** Cleared, or deleted by this person for themselves. */
export function isHidden(own: Pick<Own, 'cleared' | 'hidden'>, seq: number): boolean {
  return seq <= own.cleared || own.hidden.includes(seq);
}

/** What is hidden needs no fetching: it counts as held. */
export function withHidden(ranges: readonly Range[], { cleared, hidden }: Own): readonly Range[] {
  const from = cleared > 0 ? addRange(ranges, 1, cleared) : ranges;
  return hidden.reduce((all, seq) => addRange(all, seq, seq), from);
}
