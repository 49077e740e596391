import { lstatSync, realpathSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { LIMITS } from '../../protocol/limits.ts';
import { shorten } from '../../protocol/rules/file-name.ts';

/** `name`: what it is called below the uploads folder. */
export type Located = { path: string; name: string };

/**
 * Where a file lies. Paths there are relative, absolute or of another machine, and the address of each was its last part
 * below the uploads folder: that is where it is looked for. Nothing outside that folder is ever read, by whatever path or
 * link.
 */
export function locate(written: string, uploads: string | null): Located | 'missing' | 'outside' {
  const base = lastOf(written);
  if (uploads === null || base === '' || written.includes('\0')) return 'missing';
  const root = realpathSync(uploads);
  let outside = false;
  // On the machine of the legacy program a backslash may be a letter of the name.
  for (const path of [join(root, basename(written)), join(root, base), resolve(root, written)]) {
    const real = realOf(path);
    if (real === undefined) continue;
    const name = relative(root, real);
    if (name === '' || name.startsWith('..') || isAbsolute(name)) outside = true;
    else if (lstatSync(real).isFile()) return { path: real, name };
  }
  return outside ? 'outside' : 'missing';
}

/** With every link followed; undefined: nothing is there. */
function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/**
 * What the old link of a file ended with: on the machine of the legacy program a backslash may be a letter of the name.
 */
export const addressOf = (written: string): string => basename(written);

/** The last part of a path or address, of whatever machine. */
export function lastOf(written: string): string {
  const base = basename(written.replaceAll('\\', '/'));
  return base === '.' || base === '..' ? '' : base;
}

/** What its sender called a file, without what could reorder or hide its ending. */
export function fileNameOf(given: string, written: string): string {
  const clean = lastOf(given)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return shorten(clean, LIMITS.fileName) || lastOf(written) || 'file';
}
