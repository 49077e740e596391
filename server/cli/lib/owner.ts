import { statSync } from 'node:fs';

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
