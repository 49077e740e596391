import type { FileRow } from '../../db/stores/files.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { createFilesStore } from './store.ts';

export type Found = { row: FileRow; path: string };

export function createFiles({ db, config }: Pick<Deps, 'db' | 'config'>) {
  const store = createFilesStore(config.dataDir);
  return {
    /** By its id, or its name in the older program. Whoever may not see it is told what is told of none (original #19). */
    async find(userId: string, key: string): Promise<Found> {
      const row = await db.read(db.files.visible(userId, key));
      if (!row) throw new Refusal('not_found');
      return { row, path: store.pathOf(row.sha256) };
    },
  };
}
