import { forgetChanged } from '../engine/connection.ts';
import type { RowCache, SqlStep, Step, Tx } from '../engine/engine.ts';

/** Runs the steps of one script. */
export class ScriptRun {
  /** Whether a statement that writes has begun. */
  wrote = false;
  /** Whether a statement has failed: PostgreSQL does nothing more in this transaction. */
  failed = false;
  /** Whether something was written that the chat's own row does not tell of (`Remembered`). */
  unsettles = false;
  /** Whether the row of a chat was written. */
  stamped = false;

  constructor(
    private readonly runStep: (step: SqlStep) => unknown,
    private readonly rowCache?: RowCache,
    /** Runs one statement many times. */
    private readonly runSteps: (steps: readonly SqlStep[]) => unknown = (steps) =>
      Promise.all(steps.map(runStep)),
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
        answer = this.execute(turn.value);
        // What is known at once is not waited for: a command that asks nothing runs to its end in one go.
        if (answer instanceof Promise) answer = await answer;
      } catch (error) {
        this.failed = true;
        turn = script.throw(error);
        continue;
      }
      turn = script.next(answer);
    }
    return turn.value;
  }

  private execute(step: Exclude<Step, { how: 'row-cache' }>): unknown {
    if (step.how === 'several') {
      for (const one of step.steps) this.note(one);
      return this.runSteps(step.steps);
    }
    this.note(step);
    return this.runStep(step);
  }

  private note({ query, params }: SqlStep): void {
    const { writes, table } = query.textFor('postgres');
    if (!writes) return;
    this.wrote = true;
    this.stamped ||= table === 'chats';
    this.unsettles ||= query.cacheEffect !== 'kept' || table === 'members';
    forgetChanged(this.rowCache, query, params);
  }
}
