import type { ReservedSQL } from 'bun';
import { bind } from '../engine/connection.ts';
import type { Params, Query, SqlStep } from '../engine/engine.ts';
import { type LaterGroup, LaterSteps } from './later.ts';
import { columnsOf, type Merged, type Merger, RUN } from './merge.ts';
import { type Row, toNumbers, toResult, withoutNul } from './rows.ts';

type Asked = { step: SqlStep; resolve(value: unknown): void; reject(error: unknown): void };
type Rows = Row[] & { count: number };

/** A row that was taken to be new was there. */
export class WrongGuess extends Error {}

/**
 * Runs the steps of commands that go side by side. When all of them wait for a step, those of one statement are run as one
 * (merge.ts), and all are sent without waiting for each other's answers. Statements that may wait (later.ts) go out before
 * the next step that asks something.
 */
export class Rounds {
  /** Of a statement that has waited. */
  failure: unknown;
  private asked: Asked[] = [];
  private readonly later = new LaterSteps();
  private sending: Promise<void> = Promise.resolve();
  private underway: Promise<void>[] = [];

  /** `running`: how many commands go side by side; each says `leave` at its end. `mayWait`: statements may. */
  constructor(
    private readonly client: ReservedSQL,
    private readonly merger: Merger,
    private running: number,
    private readonly mayWait: boolean,
  ) {}

  run(step: SqlStep): unknown {
    if (this.mayWait && this.later.take(step)) return 1;
    return new Promise((resolve, reject) => {
      this.asked.push({ step, resolve, reject });
      this.flush();
    });
  }

  leave(): void {
    this.running--;
    this.flush();
  }

  /** Sends what still waits. What has failed is in `failure`. */
  async finish(): Promise<void> {
    this.sendNext([]);
    await this.sending;
    await Promise.all(this.underway);
  }

  private flush(): void {
    if (this.asked.length === 0 || this.asked.length < this.running) return;
    const { asked } = this;
    this.asked = [];
    this.sendNext(asked);
  }

  private sendNext(asked: readonly Asked[]): void {
    const later = this.later.empty();
    this.sending = this.sending.then(() => this.send(later, asked));
  }

  private async send(later: readonly LaterGroup[], asked: readonly Asked[]): Promise<void> {
    const groups = [...Map.groupBy(asked, ({ step }) => step.query)];
    try {
      // All texts are at hand before the first is sent: what follows goes out in this order.
      const texts = await Promise.all(
        [
          ...later.map(({ query, runs }) => [query, runs] as const),
          ...groups.map(([query, group]) => [query, group] as const),
        ].map(([query, { length }]) =>
          length > 1 ? this.merger.of(this.client, query) : undefined,
        ),
      );
      for (const [n, group] of later.entries())
        this.underway.push(this.runLater(group, texts[n]).catch((error) => this.note(error)));
      for (const [n, [query, group]] of groups.entries())
        void this.runGroup(texts[later.length + n], query, group);
    } catch (error) {
      this.note(error);
      for (const { reject } of asked) reject(error);
    }
  }

  private note(error: unknown): void {
    this.failure ??= error;
  }

  private async runLater({ query, runs }: LaterGroup, merged: Merged | undefined): Promise<void> {
    const counts = merged
      ? [(await this.sendMany(merged.bare, query, runs)).count]
      : await Promise.all(
          runs.map((params) => runStep(this.client, { how: 'run', query, params })),
        );
    const changed = counts.reduce<number>((sum, count) => sum + Number(count), 0);
    if (query.later?.keep === 'all' && changed < runs.length) throw new WrongGuess();
  }

  private async runGroup(
    merged: Merged | undefined,
    query: Query<unknown>,
    group: readonly Asked[],
  ): Promise<void> {
    try {
      if (merged && merged.deal !== 'untold') await this.runMerged(merged, query, group);
      else await Promise.all(group.map((one) => this.runAlone(one)));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  private async runAlone({ step, resolve, reject }: Asked): Promise<void> {
    try {
      resolve(await runStep(this.client, step));
    } catch (error) {
      reject(error);
    }
  }

  private async runMerged(
    merged: Merged,
    query: Query<unknown>,
    group: readonly Asked[],
  ): Promise<void> {
    const runs = group.map(({ step }) => step.params);
    const rows = await this.sendMany(merged.sql, query, runs);
    if (merged.deal === 'keys') dealKeys(rows, merged.key, group);
    else if (merged.deal === 'each') for (const { resolve } of group) resolve(1);
    else dealRows(rows, group);
  }

  private async sendMany(
    sql: string,
    query: Query<unknown>,
    runs: readonly Params[],
  ): Promise<Rows> {
    const columns = columnsOf(query.textFor('postgres').slots, runs);
    return (await this.client.unsafe(sql, columns)) as Rows;
  }
}

/** Gives each run its own rows, or how many it has changed. */
function dealRows(rows: readonly Row[], group: readonly Asked[]): void {
  const own: Row[][] = group.map(() => []);
  for (const { [RUN]: run, ...row } of rows) {
    toNumbers(row);
    own[Number(run) - 1]?.push(row);
  }
  for (const [n, { step, resolve }] of group.entries())
    resolve({ all: own[n], one: own[n]?.[0], run: own[n]?.length }[step.how]);
}

/** A row for each key that is new; of two runs with one key the first has it. */
function dealKeys(
  rows: readonly Row[],
  key: readonly { column: string; param: string }[],
  group: readonly Asked[],
): void {
  const isNew = new Set(rows.map((row) => key.map(({ column }) => String(row[column])).join('\n')));
  for (const { step, resolve } of group)
    resolve(isNew.delete(key.map(({ param }) => String(step.params[param])).join('\n')) ? 1 : 0);
}

/** Runs one statement alone. */
export async function runStep(client: ReservedSQL, { how, query, params }: SqlStep) {
  const { sql, slots } = query.textFor('postgres');
  return toResult(how, await client.unsafe(sql, bind(slots, params).map(withoutNul)));
}

/** Runs the steps of one script in their order, those of one statement as one where it can be. */
export async function runSteps(
  client: ReservedSQL,
  merger: Merger,
  steps: readonly SqlStep[],
): Promise<void> {
  const [first] = steps;
  const isOne = steps.length > 1 && steps.every(({ query }) => query === first?.query);
  const merged = isOne && first ? await merger.of(client, first.query) : undefined;
  if (!merged || !first) await Promise.all(steps.map((step) => runStep(client, step)));
  else
    await client.unsafe(
      merged.bare,
      columnsOf(
        first.query.textFor('postgres').slots,
        steps.map(({ params }) => params),
      ),
    );
}
