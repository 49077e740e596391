import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../db/database.ts';
import type { DbLog } from '../db/engine/checkpoints.ts';
import { DATABASE } from '../db/engine/file-name.ts';
import { OpenError } from '../db/engine/lock.ts';
import type { LocalizedText } from '../db/engine/user-error.ts';
import type { PostgresDb } from '../db/postgres/open.ts';
import type { Db } from '../db/stores.ts';
import type { Config } from './config.ts';

/**
 * Opens the data where the settings say that it lies. `node`: this process, and no other that ever was. `log`: none where
 * a command prints its own sentences.
 */
export async function openData(config: Config, node: string, log?: DbLog): Promise<Db> {
  if (config.databaseUrl !== '') {
    const db = await openCluster(config, node, log);
    if (existsSync(join(config.dataDir, DATABASE))) await mustNotForget(db, config);
    return db;
  }
  const path = join(config.dataDir, DATABASE);
  return openDb(log ? { path, log } : { path });
}

/** An empty database beside a folder full of people's data: whoever set DATABASE_URL has forgotten to move them. */
async function mustNotForget(db: PostgresDb, { dataDir, databaseUrl }: Config): Promise<void> {
  const path = join(dataDir, DATABASE);
  try {
    const { hasPeopleIn } = await import('../db/move/into-sqlite.ts');
    if ((await db.read(db.totals.all())).users > 0 || !hasPeopleIn(path)) return;
    const { placeOf } = await import('../db/postgres/explain.ts');
    throw new OpenError(forgotten(path, placeOf(databaseUrl)));
  } catch (error) {
    await db.close();
    throw error;
  }
}

const forgotten = (path: string, place: string): LocalizedText => ({
  en:
    `${place} is empty, and ${path} has people. Take DATABASE_URL out of the settings, then move them: payambar move --to postgres://… ` +
    '(To begin anew, move that file aside.)',
  fa:
    `${place} خالی است و در ${path} داده‌های کاربران هست. DATABASE_URL را از تنظیمات بردارید و آن‌ها را منتقل کنید: payambar move --to postgres://… ` +
    '(برای شروع از نو آن فایل را کنار بگذارید.)',
});

/** The same on PostgreSQL, whose code is loaded only where it is used. */
export async function openCluster(config: Config, node: string, log?: DbLog): Promise<PostgresDb> {
  const { openPostgres } = await import('../db/postgres/open.ts');
  return openPostgres({
    url: config.databaseUrl,
    connections: config.databaseConnections,
    prepare: config.databasePrepare === 'on',
    node,
    log,
  });
}
