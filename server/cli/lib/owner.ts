import { accessSync, constants, existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorCode } from '../../../db/engine/error-codes.ts';
import { persianDigits, UserFacingError } from '../../../db/engine/user-error.ts';
import { CommandError } from '../command.ts';
import type { TerminalLanguage } from '../texts.ts';
import { REFUSALS } from './refusals.ts';

/** Whether it is the file's rights that keep this user out. */
export const isShut = (error: unknown): boolean => /^(EACCES|EPERM)$/.test(errorCode(error));

/** Ends a command that would look into a folder of another user: to it there would be no data, and no server. */
export function mustBeReadable(dataDir: string, language: TerminalLanguage): void {
  try {
    accessSync(dataDir, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (isShut(error)) throw new CommandError(REFUSALS[language].notOwner(dataDir));
  }
}

type Owner = { uid: number; gid: number };

/**
 * Finds the user that root has to become before it touches anything at `path`; none where only root has rights. The
 * owner of the folder, or of the first folder on the way to it that exists, can put a link to any file of the machine
 * in its place.
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
 * Root becomes, for good, the owner of the folder, before it touches what lies there: that user could otherwise lead it
 * to any file of the machine by a link, and files that root makes beside the data, its write-ahead log first of all,
 * are files that the server cannot open.
 */
export function becomeOwner(folder: string): void {
  const owner = isRoot() ? ownerAt(folder) : undefined;
  if (!owner) return;
  whoMay(folder, owner, () => {
    process.setgroups?.([owner.gid]);
    process.setgid?.(owner.gid);
    process.setuid?.(owner.uid);
  });
  mustBeTheirs(folder, owner);
}

/**
 * Root's own data in another user's home: that user could put other data in its place, so neither of the two may act
 * there.
 */
function mustBeTheirs(folder: string, { uid, gid }: Owner): void {
  const whole = resolve(folder);
  if (lstatSync(whole, { throwIfNoEntry: false })?.uid !== 0) return;
  try {
    accessSync(whole, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new UserFacingError({
      en:
        `${whole} is root's, but lies in a folder of user ${uid}, who could put another in its place. ` +
        `Give it to them (chown -R ${uid}:${gid} ${whole}), or move it to a folder of root's.`,
      fa:
        `${whole} از آنِ root است، ولی در پوشه‌ی کاربر ${persianDigits(uid)} است که می‌تواند چیز دیگری به جایش بگذارد. ` +
        `آن را به او بدهید (chown -R ${uid}:${gid} ${whole}) یا به پوشه‌ای از آنِ root ببرید.`,
    });
  }
}

/**
 * Root of a container often may not become anybody else (no CAP_SETUID or CAP_SETGID: EPERM), or only those whom its
 * namespace knows (EINVAL). Going on as root would be what its owner could lead astray.
 */
function whoMay(folder: string, { uid, gid }: Owner, become: () => void): void {
  try {
    become();
  } catch (error) {
    if (!/^(EPERM|EINVAL)$/.test(errorCode(error))) throw error;
    const whole = resolve(folder);
    throw new UserFacingError({
      en:
        `${whole} belongs to user ${uid}, or lies in a folder of theirs, and root of this container or service may not act ` +
        `as them. Run it as that user (docker: --user ${uid}:${gid}), or allow CAP_SETUID and CAP_SETGID.`,
      fa:
        `${whole} از آنِ کاربر ${persianDigits(uid)} است یا در پوشه‌ی اوست، و root در این کانتینر یا سرویس نمی‌تواند به نام او کار کند. ` +
        `با همان کاربر اجرا کنید (docker: ‎--user ${uid}:${gid}) یا CAP_SETUID و CAP_SETGID را مجاز کنید.`,
    });
  }
}

/** Does one thing as another user, one at a time: the rights are those of the whole process. */
export type ProcessOwner = {
  /** Whether they are two. */
  apart: boolean;
  asOwner<T>(work: () => T): T;
  asRoot<T>(work: () => T): T;
};

/** For a command of root's that also needs what only root may: the program's own file, a backup in root's own folder. */
export function readProcessOwner(folder: string): ProcessOwner {
  if (!isRoot()) return { apart: false, asOwner: (work) => work(), asRoot: (work) => work() };
  const owner = ownerAt(folder);
  // Whether it can be, before anything is begun.
  if (owner) whoMay(folder, owner, () => during(owner, () => {}));
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
  // Only root may change its groups, so root does that first, whichever user comes after.
  process.seteuid?.(0);
  process.setgroups?.(next ? [next.gid] : groups);
  process.setegid?.(next?.gid ?? gid);
  process.seteuid?.(next?.uid ?? 0);
  acting = next;
}

/** The nearest folder that is there. */
export function nearestExisting(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) || dirname(whole) === whole ? whole : nearestExisting(dirname(whole));
}
