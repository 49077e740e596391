import type { PostgresPlace } from './connect.ts';
import { copyAll, countAll, countsOf, type MovedCount, readAll, verifyAll } from './copy.ts';
import { readPostgres } from './from-postgres.ts';
import { createFilled, mustHaveParents } from './into-sqlite.ts';
import { sqliteTarget } from './sqlite.ts';

type Watch = <T>(total: number, work: (tick: (rows?: number) => void) => Promise<T>) => Promise<T>;

/**
 * Copies what a PostgreSQL database holds at one moment into a new SQLite file, while nodes go on writing, and compares
 * the two row by row. `secret`: what the nodes sign tokens with.
 */
export async function copyPostgres(
  where: PostgresPlace,
  path: string,
  watch: Watch,
): Promise<{ secret: string | undefined; counts: MovedCount[] }> {
  const { source, secret, release } = await readPostgres(where);
  try {
    const database = createFilled(path);
    try {
      const target = sqliteTarget(database);
      const counts = await watch(2 * (await countAll(source)), async (tick) => {
        const copied = await copyAll(source, target, await readAll(target, tick), tick);
        await verifyAll(target, copied, tick);
        return countsOf(copied);
      });
      mustHaveParents(database, path);
      // It goes into the file, and the log away.
      database.run('PRAGMA journal_mode = DELETE');
      return { secret, counts };
    } finally {
      database.close();
    }
  } finally {
    await release();
  }
}
