import { expect } from 'bun:test';
import { type Range, rangeAt } from '../../../../client/core/ranges.ts';
import type { Message } from '../../../../protocol/messages.ts';

/** What a device has stored of a chat is what its person sees there, whole where it says that it is. */
export function sameMessages(
  all: readonly Message[],
  seen: readonly Message[],
  ranges: readonly Range[],
): void {
  const bySeq = new Map(seen.map((message) => [message.seq, message]));
  const isWhole = (seq: number) => rangeAt(ranges, seq) !== undefined;
  for (const message of all) {
    const truth = bySeq.get(message.seq);
    // In a hole lies what an event brought, which does not say whose reactions are one's own.
    const known = isWhole(message.seq) || truth === undefined;
    expect(plain(known ? message : { ...message, mine: truth.mine })).toEqual(plain(truth));
  }
  const here = new Set(all.map(({ seq }) => seq));
  expect(seen.filter(({ seq }) => isWhole(seq) && !here.has(seq))).toEqual([]);
}

/** One's own reactions are there or not: an empty list is none. */
function plain(message: object | undefined): object | undefined {
  if (!message) return undefined;
  const { mine, ...rest } = message as { mine?: string[] };
  return JSON.parse(JSON.stringify(mine?.length ? { ...rest, mine: mine.toSorted() } : rest));
}
