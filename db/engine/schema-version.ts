import { existsSync } from 'node:fs';
import { MIGRATIONS } from '../migrations/index.ts';
import { openBeside } from './read-only.ts';

/** The schema of a data file, and the newest that this program knows; read beside a server that may be running. */
export function readSchema(path: string): { found: number; known: number } | undefined {
  if (!existsSync(path)) return undefined;
  const database = openBeside(path);
  try {
    const row = database.query<{ user_version: number }, []>('PRAGMA user_version').get();
    return { found: row?.user_version ?? 0, known: MIGRATIONS.length };
  } finally {
    database.close();
  }
}
