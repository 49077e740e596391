import { forgetChanged } from '../engine/connection.ts';
import type { RowCache, SqlStep, Step, Tx } from '../engine/engine.ts';

/** Runs the steps of one script. */
export class ScriptRun {
  /** Whether a statement that writes has begun. */
  wrote = false;
  /** Whether a statement has failed: PostgreSQL does nothing more in this transaction. */
  failed = false;

  constructor(
    private readonly runStep: (step: SqlStep) => Promise<unknown>,
    private readonly rowCache?: RowCache,
  ) {}

  async run<T>(script: Tx<T>): Promise<T> {
    let turn = script.next();
    while (!turn.done) {
      // Without a wait, so that a command that asks the cache keeps pace with those beside it.
      if (turn.value.how === 'row-cache') {
        turn = script.next(this.rowCache);
        continue;
      }
      let answer: unknown;
      try {
        answer = await this.execute(turn.value);
      } catch (error) {
        this.failed = true;
        turn = script.throw(error);
        continue;
      }
      turn = script.next(answer);
    }
    return turn.value;
  }

  private execute(step: Exclude<Step, { how: 'row-cache' }>): Promise<unknown> {
    if (step.how === 'several') return Promise.all(step.steps.map((one) => this.execute(one)));
    const { query, params } = step;
    if (query.textFor('postgres').writes) {
      this.wrote = true;
      forgetChanged(this.rowCache, query, params);
    }
    return this.runStep(step);
  }
}
