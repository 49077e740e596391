import { ApiError } from '../../db/engine/api-error.ts';
import type { FileRow } from '../../db/stores/files.ts';
import type { Deps } from '../deps.ts';
import type { BlobStore, OpenedBytes } from './blob-store.ts';

type Served = Pick<FileRow, 'id' | 'sha256' | 'mime' | 'name' | 'size'>;
export type FoundFile = { row: Served; bytes: OpenedBytes };

/** Who holds a link into a group may have no account yet. */
const NOBODY = '';

export function createFiles({ db, clock }: Pick<Deps, 'db' | 'clock'>, blobs: BlobStore) {
  /** Refuses like for a file that does not exist. */
  async function findVisible(userId: string, key: string): Promise<FileRow> {
    const row = await db.read(db.files.visible(userId, key));
    if (!row) throw new ApiError('not_found');
    return row;
  }

  function openFound(row: Served): FoundFile {
    const bytes = blobs.open(row.sha256);
    if (!bytes) throw new Error(`a file is missing in the store: ${row.id}`);
    return { row, bytes };
  }

  /** What came with an import has no small picture where it could not be read: it is shown as it is. */
  async function openThumb({ avatar, ...row }: FileRow): Promise<FoundFile> {
    const thumb = await db.read(db.files.thumbOf(row.id));
    if (!thumb && avatar !== 1) throw new ApiError('not_found');
    return openFound({ ...row, ...thumb });
  }

  return {
    /**
     * Finds a file by its id, or by its name in the legacy program. A person who may not see it gets the same reply as
     * for a file that does not exist.
     */
    async find(userId: string, key: string): Promise<FoundFile> {
      return openFound(await findVisible(userId, key));
    },
    /** The small picture of a file, for those who see the file. */
    async findThumb(userId: string, key: string): Promise<FoundFile> {
      return openThumb(await findVisible(userId, key));
    },
    /** The picture of a group, small, for those who hold a link into it: as long as the link opens. */
    async findInvited(code: string): Promise<FoundFile> {
      const door = await db.read(db.invites.door(code, NOBODY, clock.now()));
      const row = door?.avatar ? await db.read(db.files.byId(door.avatar)) : undefined;
      if (!row) throw new ApiError('not_found');
      return openThumb(row);
    },
  };
}
