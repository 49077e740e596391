import { accessSync, constants, statSync } from 'node:fs';
import { CommandError } from '../command.ts';
import type { Language } from '../texts.ts';
import { REFUSALS } from './refusals.ts';

/** Whether it is the file's rights that keep this user out. */
export const isShut = (error: unknown): boolean =>
  /^(EACCES|EPERM)$/.test((error as { code?: string }).code ?? '');

/** Ends a command that would look into a folder of somebody else's: to it there would be no data, and no server. */
export function mustBeReadable(dataDir: string, language: Language): void {
  try {
    accessSync(dataDir, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (isShut(error)) throw new CommandError(REFUSALS[language].notOwner(dataDir));
  }
}

/**
 * Root becomes whoever owns the folder before it opens what lies there: files that root makes beside the data, its
 * write-ahead log first of all, are files that the server cannot open.
 */
export function becomeOwner(folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid === 0) return;
  process.setgroups?.([gid]);
  process.setgid?.(gid);
  process.setuid?.(uid);
}
