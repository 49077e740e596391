import { ApiError } from '../../db/engine/api-error.ts';
import type { FileRow } from '../../db/stores/files.ts';
import type { Deps } from '../deps.ts';
import { createFilesStore } from './store.ts';

type FoundFile = { row: FileRow; path: string };

export function createFiles({ db, config }: Pick<Deps, 'db' | 'config'>) {
  const store = createFilesStore(config.dataDir);
  return {
    /**
     * Finds a file by its id, or by its name in the legacy program. A person who may not see it gets the same reply as
     * for a file that does not exist.
     */
    async find(userId: string, key: string): Promise<FoundFile> {
      const row = await db.read(db.files.visible(userId, key));
      if (!row) throw new ApiError('not_found');
      return { row, path: store.pathOf(row.sha256) };
    },
  };
}
