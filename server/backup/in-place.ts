import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DATABASE } from '../../db/engine/file-name.ts';
import { isSystemError } from './errors.ts';

/** What a data folder holds of ours. Backups, locks and whatever else lies there stay where they are. */
const OURS =
  /^(payambar\.db(-wal|-shm|-journal|\.schema-\d+)?|files|secret|settings\.env|running\.json)$/;

const oursIn = (dir: string): string[] => readdirSync(dir).filter((name) => OURS.test(name));

/** Where a restore makes everything ready, within the data folder. */
export const READY = '.restore.tmp';

/** A restore was killed while it moved things to their places: what was there is aside, what comes is not all there. */
export const isHalfRestored = (dir: string): boolean =>
  existsSync(join(dir, READY, DATABASE)) && !existsSync(join(dir, DATABASE));

export const isEmptyPlace = (dir: string): boolean => !existsSync(dir) || oursIn(dir).length === 0;

/**
 * Moves what `ready`, a folder within `dir`, holds into `dir`, and what was there to a folder beside it, whose path is
 * answered. Only renames, so that it takes a moment; one that fails takes back those before it. The folder itself stays:
 * it may be a mounted volume, and the server's user owns it.
 */
export function changePlaces(ready: string, dir: string, stamp: string): string | undefined {
  const done: [from: string, to: string][] = [];
  const move = (from: string, to: string) => {
    renameSync(from, to);
    done.push([from, to]);
  };
  try {
    // The database first, and the new one last: from the first rename to the last there is none, and what a kill leaves
    // in between is known by that (`isHalfRestored`).
    const old = oursIn(dir).sort((one, other) => isDatabase(other) - isDatabase(one));
    const aside = old.length > 0 ? keepAside(dir, old, `before-restore-${stamp}`, move) : undefined;
    const fresh = readdirSync(ready).sort((one, other) => isDatabase(one) - isDatabase(other));
    for (const name of fresh) move(join(ready, name), join(dir, name));
    return aside;
  } catch (error) {
    for (const [from, to] of done.reverse()) renameSync(to, from);
    throw error;
  }
}

const isDatabase = (name: string): number => Number(name === DATABASE);

/** Beside the folder; within it when it is a volume of its own, or what is around it may not be written. */
function keepAside(
  dir: string,
  names: readonly string[],
  called: string,
  move: (from: string, to: string) => void,
): string {
  const beside = `${dir}.${called}`;
  const within = join(dir, called);
  const aside = canMove(dir, beside) ? beside : within;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const name of names) move(join(dir, name), join(aside, name));
  return aside;
}

/** Tried with an empty folder: a bind mount looks like one file system, and refuses all the same. */
function canMove(dir: string, beside: string): boolean {
  const probe = join(dir, `.${basename(beside)}`);
  try {
    mkdirSync(probe, { mode: 0o700 });
    renameSync(probe, beside);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    rmSync(probe, { recursive: true, force: true });
    return false;
  }
}
