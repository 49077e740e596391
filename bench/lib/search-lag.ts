import { Database } from 'bun:sqlite';
import { databasePath } from './cast.ts';
import { until } from './load.ts';

/**
 * Waits until every message of a running server's file is in its search index. It reads the file and asks the server
 * nothing, since that would cost CPU that is measured.
 */
export async function searchCaughtUp(dataDir: string, limitMs = 120_000): Promise<void> {
  const db = new Database(databasePath(dataDir), { readonly: true });
  const lag = db.query<{ lag: number }, []>(
    `SELECT coalesce((SELECT max(id) FROM messages), 0) - coalesce((SELECT value + 0 FROM settings WHERE key = 'search.indexed'), 0) AS lag`,
  );
  try {
    await until('the search index', () => (lag.get()?.lag ?? 0) <= 0, limitMs);
  } finally {
    db.close();
  }
}
