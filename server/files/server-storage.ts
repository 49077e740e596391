import { statfs } from 'node:fs/promises';
import type { ServerStorageReply } from '../../protocol/files.ts';
import type { Deps } from '../deps.ts';

const MOST = 50;

/** What files take of the server, and whose they are, for those who run it. */
export function createServerStorage({ db, config }: Pick<Deps, 'db' | 'config'>) {
  return async (): Promise<ServerStorageReply> => {
    const { bytes, open } = await db.read(db.uploads.keptOfAll());
    const people = await db.read(db.uploads.largest(MOST));
    const { bavail, bsize } = await statfs(config.dataDir);
    return { used: bytes, open, freeBytes: bavail * bsize, people };
  };
}
