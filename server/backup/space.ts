import { statfsSync } from 'node:fs';
import { BackupError } from './errors.ts';

/** Left over for the server itself: a full disk stops people from writing. */
const RESERVE = 64 << 20;

/** Refuses what would fill the disk, before it begins. */
export function needSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const needed = bytes + RESERVE;
  if (free < needed) throw new BackupError('diskFull', { path: folder, needed, free });
}
