import type { Database, Statement } from 'bun:sqlite';
import type { Params, Query, RowCache, Step, Value } from './engine.ts';
import { movedMarkIn } from './move-marks.ts';

type Prepared = {
  statement: Statement<unknown, Value[]>;
  slots: readonly string[];
  writes: boolean;
};

/** One connection to the file and the statements prepared on it. */
export class Connection {
  /** Whether a statement that writes has begun since this was last set to false. */
  wrote = false;
  /** The data was moved to another place (`payambar move`): nothing may be written here any more. */
  isMoved = false;
  /** Changes when another connection has written (SQLite, pragma.html#pragma_data_version). */
  private dataVersion: Statement<{ data_version: number }, []> | undefined;
  private seenVersion = 0;
  private readonly prepared = new Map<Query<unknown>, Prepared>();

  /** `rowCache`: given to the one connection that writes, when no other program writes. */
  constructor(
    readonly database: Database,
    readonly rowCache?: RowCache,
  ) {}

  readonly execute = (step: Step): unknown => {
    if (step.how === 'row-cache') return this.rowCache;
    if (step.how === 'several') return step.steps.map(this.execute);
    const { how, query, params } = step;
    const prepared = this.prepared.get(query) ?? this.prepare(query);
    if (prepared.writes) {
      this.wrote = true;
      forgetChanged(this.rowCache, query, params);
    }
    const values = bind(prepared.slots, params);
    if (how === 'run') return prepared.statement.run(...values).changes;
    if (how === 'all') return prepared.statement.all(...values);
    return prepared.statement.get(...values) ?? undefined;
  };

  /** Finalizes the statements first: SQLite keeps a closed connection half alive while any is left. */
  close(): void {
    for (const { statement } of this.prepared.values()) statement.finalize();
    this.dataVersion?.finalize();
    this.prepared.clear();
    this.database.close(true);
  }

  /** Runs at the beginning of a batch, because an administrator may have repaired the file by hand. */
  freshen(): void {
    if (this.rowCache === undefined) return;
    this.dataVersion ??= this.database.prepare<{ data_version: number }, []>('PRAGMA data_version');
    const seen = this.dataVersion.get()?.data_version ?? 0;
    if (seen === this.seenVersion) return;
    this.rowCache.clear();
    this.isMoved = movedMarkIn(this.database) !== undefined;
    this.seenVersion = seen;
  }

  private prepare(query: Query<unknown>): Prepared {
    const { sql, slots, writes } = query.textFor('sqlite');
    const statement = this.database.prepare<unknown, Value[]>(sql);
    const prepared = { statement, slots, writes };
    this.prepared.set(query, prepared);
    return prepared;
  }
}

/** Makes the cache forget what a statement that writes may leave untrue. */
export function forgetChanged(
  cache: RowCache | undefined,
  { cacheEffect }: Query<unknown>,
  params: Params,
): void {
  if (cache === undefined || cacheEffect === 'kept') return;
  if (cacheEffect === 'chat' && typeof params.chatId === 'string') cache.forget(params.chatId);
  else cache.clear();
}

/** The values of the slots, in order. */
export function bind(slots: readonly string[], params: Params): Value[] {
  const values: Value[] = [];
  for (const name of slots) {
    const value = params[name];
    if (value === undefined) throw new Error(`no value for the parameter ${name}`);
    values.push(value);
  }
  return values;
}
