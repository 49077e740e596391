import { fold } from '../../protocol/fold.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { shorten } from '../../protocol/rules/file-name.ts';
import { toDisplayName, toUsername } from '../auth/names.ts';
import type { Oddity } from './report.ts';

/** `why`: what was wrong with the name that they had; none: they keep it, but for its case. */
export type Named = { username: string; why?: Oddity };

/**
 * Gives each person a name, in their order: the older account keeps it when two differ only by case, and an account
 * that exists here keeps its own. The other names get a number that no name there or here has.
 */
export function usernamesFor(
  wanted: readonly string[],
  isTaken: (name: string) => boolean,
): Named[] {
  const given = new Set<string>();
  const free = (name: string): boolean => !given.has(name) && !isTaken(name);
  const first = wanted.map((old): Named | { base: string; why: Oddity } => {
    const username = asUsername(old);
    if (username === undefined) return { base: fitting(old), why: 'username_unfit' };
    if (!free(username))
      return { base: username, why: isTaken(username) ? 'username_taken' : 'username_case' };
    given.add(username);
    return { username };
  });
  return first.map((one) => {
    if ('username' in one) return one;
    const username = numbered(one.base, free);
    given.add(username);
    return { username, why: one.why };
  });
}

function asUsername(text: string): string | undefined {
  try {
    return toUsername(text);
  } catch {
    return undefined;
  }
}

/** The letters of it that a username may have. */
function fitting(old: string): string {
  const name = fold(old)
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LIMITS.usernameMax);
  return name.length < LIMITS.usernameMin ? `user_${name}`.replace(/_$/, '') : name;
}

function numbered(base: string, free: (name: string) => boolean): string {
  if (free(base)) return base;
  for (let number = 2; ; number++) {
    const suffix = `_${number}`;
    const name = base.slice(0, LIMITS.usernameMax - suffix.length) + suffix;
    if (free(name)) return name;
  }
}

/** What the person called themselves, without what could reorder, hide or break it; else their username. */
export function displayNameOf(old: string, username: string): string {
  const clean = old
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}/gu, '')
    .trim();
  try {
    return toDisplayName(shorten(clean, LIMITS.displayName));
  } catch {
    return username;
  }
}
