import type { Database, Statement } from 'bun:sqlite';
import type { Params, Query, RowCache, Slot, Step, Value } from './engine.ts';

type Prepared = {
  statement: Statement<unknown, Value[]>;
  slots: readonly Slot[];
  writes: boolean;
  /**
   * Names of the result's columns in camelCase when they have to be changed; null when rows can be used as they are.
   */
  rename: string[] | null;
};

/** One connection to the file and the statements prepared on it. */
export class Connection {
  /** Whether a statement that writes has begun since this was last set to false. */
  wrote = false;
  /** Changes when another connection has written (SQLite, pragma.html#pragma_data_version). */
  private dataVersion: Statement<{ data_version: number }, []> | undefined;
  private seenVersion = 0;
  private readonly prepared = new Map<Query<unknown>, Prepared>();

  /** `heads`: the row cache, given to the one connection that writes, when no other program writes. */
  constructor(
    readonly database: Database,
    readonly heads?: RowCache,
  ) {}

  readonly execute = (step: Step): unknown => {
    if (step.how === 'memo') return this.heads;
    const { how, query, params } = step;
    const prepared = this.prepared.get(query) ?? this.prepare(query);
    if (prepared.writes) this.writing(query, params);
    const values = bind(prepared.slots, params);
    if (how === 'run') return prepared.statement.run(...values).changes;
    if (how === 'all') return allRows(prepared, values);
    return oneRow(prepared, values);
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
    if (this.heads === undefined) return;
    this.dataVersion ??= this.database.prepare<{ data_version: number }, []>('PRAGMA data_version');
    const seen = this.dataVersion.get()?.data_version ?? 0;
    if (seen !== this.seenVersion) this.heads.clear();
    this.seenVersion = seen;
  }

  private writing({ heads }: Query<unknown>, params: Params): void {
    this.wrote = true;
    if (heads === 'kept') return;
    if (heads === 'chat' && typeof params.chatId === 'string') this.heads?.forget(params.chatId);
    else this.heads?.clear();
  }

  private prepare(query: Query<unknown>): Prepared {
    const statement = this.database.prepare<unknown, Value[]>(query.sql);
    const names = statement.columnNames;
    const rename = names.some((name) => name.includes('_')) ? names.map(camelCase) : null;
    const prepared = { statement, slots: query.slots, writes: query.writes, rename };
    this.prepared.set(query, prepared);
    return prepared;
  }
}

function bind(slots: readonly Slot[], params: Params): Value[] {
  const values: Value[] = [];
  for (const slot of slots) {
    const value = slot.name === undefined ? slot.constant : params[slot.name];
    if (value === undefined) throw new Error(`no value for a parameter: ${JSON.stringify(slot)}`);
    values.push(value);
  }
  return values;
}

function oneRow({ statement, rename }: Prepared, values: Value[]): unknown {
  if (rename === null) return statement.get(...values) ?? undefined;
  const row = statement.values(...values)[0];
  return row && renamed(rename, row);
}

function allRows({ statement, rename }: Prepared, values: Value[]): unknown[] {
  if (rename === null) return statement.all(...values);
  return statement.values(...values).map((row) => renamed(rename, row));
}

function renamed(names: string[], row: unknown[]): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) named[names[i] as string] = row[i];
  return named;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
