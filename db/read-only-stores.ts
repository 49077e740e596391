import { existsSync } from 'node:fs';
import { Connection } from './engine/connection.ts';
import { runSync, type Tx } from './engine/engine.ts';
import { openBeside } from './engine/read-only.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { createStores, type Stores } from './stores.ts';

type ReadOnlyStores = Stores & { read<T>(script: Tx<T>): Promise<T>; close(): void };

/**
 * The data at `path`, for reading beside a server that may be running: no lock, no migration, nothing written.
 * `old`: a schema of an earlier version, which these queries do not know.
 */
export function openReadOnly(path: string): ReadOnlyStores | 'none' | 'old' {
  if (!existsSync(path)) return 'none';
  const connection = new Connection(openBeside(path));
  const version = connection.database
    .query<{ user_version: number }, []>('PRAGMA user_version')
    .get();
  if (version?.user_version !== MIGRATIONS.length) {
    connection.close();
    return 'old';
  }
  return {
    ...createStores(),
    read: (script) => Promise.try(() => runSync(script, connection.execute)),
    close: () => connection.close(),
  };
}
