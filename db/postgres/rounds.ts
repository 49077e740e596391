import type { ReservedSQL } from 'bun';
import { bind } from '../engine/connection.ts';
import type { Query, SqlStep } from '../engine/engine.ts';
import { columnsOf, type Merged, type Merger, RUN } from './merge.ts';
import { type Row, toNumbers, toResult, withoutNul } from './rows.ts';

type Asked = { step: SqlStep; resolve(value: unknown): void; reject(error: unknown): void };

/**
 * Runs the steps of commands that go side by side. When all of them wait for a step, those of one statement are run as one
 * (merge.ts), and all are sent without waiting for each other's answers.
 */
export class Rounds {
  private asked: Asked[] = [];

  /** `running`: how many commands go side by side; each says `leave` at its end. */
  constructor(
    private readonly client: ReservedSQL,
    private readonly merger: Merger,
    private running: number,
  ) {}

  run(step: SqlStep): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.asked.push({ step, resolve, reject });
      this.flush();
    });
  }

  leave(): void {
    this.running--;
    this.flush();
  }

  private flush(): void {
    if (this.asked.length === 0 || this.asked.length < this.running) return;
    const byQuery = Map.groupBy(this.asked, ({ step }) => step.query);
    this.asked = [];
    for (const [query, group] of byQuery) void this.runGroup(query, group);
  }

  private async runGroup(query: Query<unknown>, group: Asked[]): Promise<void> {
    try {
      const merged = group.length > 1 ? await this.merger.of(this.client, query) : undefined;
      if (merged) await this.runMerged(merged, query, group);
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

  private async runMerged(merged: Merged, query: Query<unknown>, group: Asked[]): Promise<void> {
    const runs = group.map(({ step }) => step.params);
    const columns = columnsOf(query.textFor('postgres').slots, runs);
    const rows = (await this.client.unsafe(merged.sql, columns)) as Row[] & { count: number };
    if (merged.deal === 'keys') dealKeys(rows, merged.key, group);
    else if (merged.deal === 'each') for (const { resolve } of group) resolve(1);
    else dealRows(rows, group);
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
