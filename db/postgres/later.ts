import type { Params, Query, SqlStep } from '../engine/engine.ts';

/** Runs of one statement that are to be sent as one. */
export type LaterGroup = { query: Query<unknown>; runs: readonly Params[] };

/**
 * Statements that wait until something is asked, or the batch ends (`Later`, engine.ts). Of those that write the same row
 * one remains, so that a chat in which eight messages come together is counted on once.
 */
export class LaterSteps {
  private readonly waiting = new Map<Query<unknown>, Map<string, Params>>();

  /** false: the statement cannot wait. */
  take({ query, params }: SqlStep): boolean {
    const { later } = query;
    if (!later) return false;
    const runs = this.waiting.get(query) ?? new Map<string, Params>();
    this.waiting.set(query, runs);
    const key = later.row?.map((name) => params[name]).join('\n') ?? `${runs.size}`;
    if (later.keep === 'first' && runs.has(key)) return true;
    runs.set(key, params);
    return true;
  }

  /** Gives them away, in the order in which the first of each came. */
  empty(): LaterGroup[] {
    const groups = [...this.waiting].map(([query, runs]) => ({ query, runs: [...runs.values()] }));
    this.waiting.clear();
    return groups;
  }
}
