import { expect } from 'bun:test';
import { type Range, rangeAt } from '../../../../client/core/ranges.ts';
import type { Message } from '../../../../protocol/messages.ts';

/** Expects what a device has stored of a chat to be what its person sees there, whole where it says that it is. */
export function sameMessages(
  all: readonly Message[],
  seen: readonly Message[],
  ranges: readonly Range[],
): void {
  const bySeq = new Map(seen.map((message) => [message.seq, message]));
  const isWhole = (seq: number) => rangeAt(ranges, seq) !== undefined;
  for (const message of all) {
    const truth = bySeq.get(message.seq);
    // A hole holds what an event brought, which does not say whose reactions are one's own.
    const known = isWhole(message.seq) || truth === undefined;
    expect(plain(known ? message : { ...message, ownReactions: truth.ownReactions })).toEqual(
      plain(truth),
    );
  }
  const here = new Set(all.map(({ seq }) => seq));
  expect(seen.filter(({ seq }) => isWhole(seq) && !here.has(seq))).toEqual([]);
}

/** Leaves out an empty list of one's own reactions, which is none. */
function plain(message: object | undefined): object | undefined {
  if (!message) return undefined;
  const { ownReactions, ...rest } = message as Partial<Message>;
  return JSON.parse(
    JSON.stringify(
      ownReactions?.length ? { ...rest, ownReactions: ownReactions.toSorted() } : rest,
    ),
  );
}
