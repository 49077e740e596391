import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/** A backup that lies in a folder. `at`: when it was begun, by its name; milliseconds, UTC. */
export type StoredBackup = {
  name: string;
  path: string;
  at: number;
  bytes: number;
  encrypted: boolean;
};

/** Ours, and no other file of the folder, is ever deleted. */
const NAME = /^payambar-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-(\d+))?\.tar\.zst(\.age)?$/;

/** `20261123-013000`, in UTC: sorts by time on every machine. */
export const toStamp = (now: number): string =>
  new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');

export function freeName(folder: string, now: number, encrypted: boolean): string {
  const stamp = toStamp(now);
  const ending = `.tar.zst${encrypted ? '.age' : ''}`;
  let name = `payambar-${stamp}${ending}`;
  for (let n = 1; existsSync(join(folder, name)); n++) name = `payambar-${stamp}-${n}${ending}`;
  return name;
}

/** Newest first; of a folder that is not there, none. */
export function backupsIn(folder: string): StoredBackup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const [, year, month, day, hour, minute, second, n = '0', age] = NAME.exec(name) ?? [];
      if (year === undefined) return [];
      const path = join(folder, name);
      const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      return [{ name, path, at, bytes, encrypted: age !== undefined, n: Number(n) }];
    })
    .sort((one, other) => other.at - one.at || other.n - one.n)
    .map(({ n: _, ...shelved }) => shelved);
}

const SLACK_MS = 600_000;

/** The name of the backup lies in the future: it was made while the clock was wrong, so its age is unknown. */
export const isDatedAhead = ({ at }: Pick<StoredBackup, 'at'>, now: number): boolean =>
  at > now + SLACK_MS;

/** The newest of which it is known when it was made: one from the future would put off the next until then. */
export const newestIn = (folder: string, now: number): StoredBackup | undefined =>
  backupsIn(folder).find((shelved) => !isDatedAhead(shelved, now));

/**
 * Deletes all but the newest backups and returns what it deleted. Those from the future count as the oldest, and
 * `made`, which was made just now, stays in any case.
 */
export function rotate(folder: string, keep: number, now: number, made?: string): string[] {
  const shelved = backupsIn(folder);
  const known = shelved.filter((one) => !isDatedAhead(one, now));
  const kept = [...known, ...shelved.filter((one) => isDatedAhead(one, now))].filter(
    ({ path }) => path !== made,
  );
  const old = kept.slice(made === undefined ? keep : Math.max(0, keep - 1));
  for (const { path } of old) rmSync(path, { force: true });
  return old.map(({ name }) => name);
}

/** Where they lie: in the data folder, unless BACKUP_DIR names another place. */
export const toBackupFolder = (config: Pick<Config, 'dataDir' | 'backupDir'>): string =>
  config.backupDir || join(config.dataDir, 'backups');
