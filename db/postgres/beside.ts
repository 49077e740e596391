import type { ReservedSQL } from 'bun';
import { ApiError } from '../engine/api-error.ts';
import type { Tx } from '../engine/engine.ts';
import { ScriptRun } from './connection.ts';
import { Merger } from './merge.ts';
import { runStep, runSteps } from './rounds.ts';
import { markCommit, shareTurn } from './turn.ts';

/**
 * Runs commands beside the batches of all nodes, each in a transaction of its own that shares the turn. Nobody looks up what
 * became of one whose line was cut: it has to bear being run again.
 */
export class BesideWriter {
  private readonly merger = new Merger();
  private count = 0;

  /** `node`: as the process signs its batches. Its row of them is another one. */
  constructor(private readonly node: string) {}

  async write<T>(client: ReservedSQL, make: () => Tx<T>): Promise<T> {
    const { turn } = await shareTurn(client, []);
    try {
      if (turn.closed) throw new ApiError('busy', { retryAfterMs: 2000 });
      const run = new ScriptRun(
        (step) => runStep(client, step),
        undefined,
        (steps) => runSteps(client, this.merger, steps),
      );
      const value = await run.run(make());
      // By its sign the database refuses a program that is too old.
      if (run.wrote) await markCommit(client, { node: `beside ${this.node}`, count: ++this.count });
      await client.unsafe('commit');
      return value;
    } catch (error) {
      await client.unsafe('rollback').catch(() => {});
      throw error;
    }
  }
}
