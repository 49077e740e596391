import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DATABASE } from '../../db/engine/file-name.ts';
import type { PostgresPlace } from '../../db/move/connect.ts';
import { copyPostgres } from '../../db/move/copy-postgres.ts';
import { statePostgres } from '../../db/move/from-postgres.ts';
import { holdSqlite } from '../../db/move/from-sqlite.ts';
import { fillPostgres } from '../../db/move/into-postgres.ts';
import { fill } from '../../db/move/move.ts';
import { toStamp } from './backup-folder.ts';
import { BackupError, toWriteError } from './errors.ts';
import { FILES, SETTINGS_FILE } from './format.ts';
import { type Restored, restoreBackup } from './restore.ts';

type Order = Parameters<typeof restoreBackup>[0] & { where: PostgresPlace };

/**
 * Restores into PostgreSQL: unpacked and checked as a data folder first, then moved. What was in the database is copied
 * into a folder, as a data folder too, before the first row of it goes.
 */
export async function restoreToPostgres({ where, ...order }: Order): Promise<Restored> {
  const dataDir = resolve(order.dataDir);
  const { watch, now, replace } = order;
  const state = await statePostgres(where);
  if (state.kind === 'people' && !replace) throw new BackupError('notEmpty', { path: state.place });
  const folder = join(dataDir, 'restore.postgres.tmp');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    rmSync(folder, { recursive: true, force: true });
    const { manifest } = await restoreBackup({ ...order, dataDir: folder, replace: false });
    const aside =
      state.kind === 'people' ? join(dataDir, `before-restore-${toStamp(now)}`) : undefined;
    if (aside !== undefined) {
      mkdirSync(aside, { mode: 0o700 });
      await copyPostgres(where, join(aside, DATABASE), (total, work) => watch('copy', total, work));
    }
    await moveInto(where, folder, { ...order, dataDir });
    return { manifest, dataDir: `${dataDir}, ${state.place}`, aside };
  } catch (error) {
    throw toWriteError(error, dataDir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function moveInto(
  where: PostgresPlace,
  folder: string,
  { dataDir, watch }: Pick<Order, 'dataDir' | 'watch'>,
): Promise<void> {
  const from = await holdSqlite(join(folder, DATABASE));
  try {
    const into = await fillPostgres({ ...where, serverId: from.serverId, replace: true });
    try {
      await fill(from, into, (_, total, work) => watch('copy', total, work));
      placeFiles(folder, dataDir);
      await into.open();
    } finally {
      await into.release();
    }
  } finally {
    await from.release();
  }
}

/** A file's name is its hash: one that is there already is the same. */
function placeFiles(folder: string, dataDir: string): void {
  const settings = join(folder, SETTINGS_FILE);
  if (existsSync(settings)) renameSync(settings, join(dataDir, SETTINGS_FILE));
  const source = join(folder, FILES);
  if (!existsSync(source)) return;
  for (const part of readdirSync(source)) {
    mkdirSync(join(dataDir, FILES, part), { recursive: true, mode: 0o700 });
    for (const name of readdirSync(join(source, part)))
      renameSync(join(source, part, name), join(dataDir, FILES, part, name));
  }
}
