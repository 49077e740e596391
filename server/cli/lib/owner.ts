import { accessSync, constants, existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandError } from '../command.ts';
import type { Language } from '../texts.ts';
import { REFUSALS } from './refusals.ts';

/** Whether it is the file's rights that keep this user out. */
export const isShut = (error: unknown): boolean =>
  /^(EACCES|EPERM)$/.test((error as { code?: string } | null)?.code ?? '');

/** Ends a command that would look into a folder of somebody else's: to it there would be no data, and no server. */
export function mustBeReadable(dataDir: string, language: Language): void {
  try {
    accessSync(dataDir, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (isShut(error)) throw new CommandError(REFUSALS[language].notOwner(dataDir));
  }
}

type Owner = { uid: number; gid: number };

/**
 * Whom root has to be before it touches anything at `path`; none where only root rules there. Whoever owns the folder,
 * or for want of that the first folder on the way to it, can put a link to any file of the machine in its place.
 */
export function ownerAt(path: string): Owner | undefined {
  const whole = resolve(path);
  const there = statSync(whole, { throwIfNoEntry: false });
  if (there && there.uid !== 0) return there;
  return wayTo(whole)
    .map((step) => lstatSync(step, { throwIfNoEntry: false }))
    .find((found) => found !== undefined && found.uid !== 0);
}

/** From the root down to the path itself. */
function wayTo(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [...wayTo(above), path];
}

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Root becomes, for good, whoever owns the folder, before it touches what lies there: its owner could otherwise lead it
 * to any file of the machine by a link, and files that root makes beside the data, its write-ahead log first of all, are
 * files that the server cannot open.
 */
export function becomeOwner(folder: string): void {
  const owner = isRoot() ? ownerAt(folder) : undefined;
  if (!owner) return;
  process.setgroups?.([owner.gid]);
  process.setgid?.(owner.gid);
  process.setuid?.(owner.uid);
}

/** What is done as somebody else, one thing at a time: the rights are those of the whole process. */
export type Selves = {
  /** Whether they are two. */
  apart: boolean;
  asOwner<T>(work: () => T): T;
  asRoot<T>(work: () => T): T;
};

/** For a command of root's that also needs what only root may: the program's own file, a backup in root's own folder. */
export function selvesOf(folder: string): Selves {
  if (!isRoot()) return { apart: false, asOwner: (work) => work(), asRoot: (work) => work() };
  const owner = ownerAt(folder);
  return {
    apart: owner !== undefined,
    asOwner: (work) => during(owner, work),
    asRoot: (work) => during(undefined, work),
  };
}

const groups = process.getgroups?.() ?? [];
const gid = process.getgid?.() ?? 0;
/** Who root is at the moment; undefined: root. */
let acting: Owner | undefined;

function during<T>(self: Owner | undefined, work: () => T): T {
  const before = acting;
  become(self);
  let later = false;
  try {
    const done = work();
    later = done instanceof Promise;
    return later ? ((done as Promise<unknown>).finally(() => become(before)) as T) : done;
  } finally {
    if (!later) become(before);
  }
}

function become(next: Owner | undefined): void {
  if (next === acting) return;
  // Only root may change its groups: it is that first, whoever comes after.
  process.seteuid?.(0);
  process.setgroups?.(next ? [next.gid] : groups);
  process.setegid?.(next?.gid ?? gid);
  process.seteuid?.(next?.uid ?? 0);
  acting = next;
}

/** The nearest folder that is there. */
export function nearest(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) || dirname(whole) === whole ? whole : nearest(dirname(whole));
}
