import { statfs } from 'node:fs/promises';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ServerSettings } from '../../protocol/server-settings.ts';
import type { Deps } from '../deps.ts';
import { leastFree } from './least-free.ts';

export type FileLimits = Pick<
  ServerSettings,
  'fileMaxBytes' | 'userQuotaBytes' | 'serverQuotaBytes'
>;
export type Room = ReturnType<typeof createRoom>;

/** Whether there is room for more files: on the disk, and within what a person and all together may keep. */
export function createRoom({ db, config }: Pick<Deps, 'db' | 'config'>, limits: () => FileLimits) {
  return {
    /** The database needs room to work in, whatever else is full. */
    async mustBeOnDisk(bytes: number): Promise<void> {
      const { bavail, blocks, bsize } = await statfs(config.dataDir);
      const least = leastFree(config.minFreeBytes, blocks * bsize);
      // Files in a bucket take nothing of it.
      const here = config.s3Bucket === '' ? bytes : 0;
      if (bavail * bsize - here < least) throw new ApiError('storage_full');
    },
    /** Returns how many uploads of the person are under way. */
    *mustBeInQuota(userId: string, bytes: number): Tx<number> {
      const { userQuotaBytes, serverQuotaBytes } = limits();
      const own = yield* db.uploads.keptOf(userId);
      if (userQuotaBytes !== null && own.bytes + bytes > userQuotaBytes)
        throw new ApiError('quota_full');
      if (serverQuotaBytes !== null) {
        const all = yield* db.uploads.keptOfAll();
        if (all.bytes + bytes > serverQuotaBytes) throw new ApiError('server_full');
      }
      return own.open;
    },
  };
}
