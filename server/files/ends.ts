import type { Tx } from '../../db/engine/engine.ts';
import type { Deps } from '../deps.ts';
import type { BlobStore } from './blob-store.ts';
import type { Parts } from './parts.ts';

export type FileEnds = ReturnType<typeof createFileEnds>;

/** How files and uploads end. The row first: bytes without a row are found later, a row without its bytes is a broken promise. */
export function createFileEnds(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { blobs, parts }: { blobs: BlobStore; parts: Parts },
) {
  /** The same bytes may have come again meanwhile. */
  const removeUnused = (sha256: string): Promise<void> =>
    blobs.alone([sha256], async () => {
      if (!(await db.read(db.files.isUsed(sha256)))) await blobs.remove(sha256);
    });
  async function removing(drop: () => Tx<string[]>): Promise<void> {
    for (const sha256 of await db.write(drop)) await removeUnused(sha256);
  }
  const endFile = (id: string): Promise<void> => removing(() => db.files.dropFile(id));

  async function endAll(ids: readonly string[]): Promise<void> {
    for (const id of new Set(ids)) await endFile(id);
  }

  return {
    /** Nothing happens to a file that a message or a profile holds. */
    endFile,
    /** Behind the commit that has taken away a row of this content. */
    removeUnused,
    /** Of an upload that is to become no file. */
    async endUpload(id: string): Promise<void> {
      await removing(function* () {
        // It may have become a file meanwhile, whose thumb stays.
        return (yield* db.uploads.drop(id)) ? yield* db.files.dropThumb(id) : [];
      });
      await parts.remove(id);
    },
    /** Contents that have come before `time` and belong to nothing: a crash has left them. */
    async endUnused(time: number): Promise<void> {
      for await (const sha256 of blobs.before(time)) await removeUnused(sha256);
    },
    /** Behind the commit that took them out of their messages; what goes wrong is done by the next clean-up. */
    release(ids: readonly string[]): void {
      if (ids.length === 0) return;
      endAll(ids).catch((error: unknown) => log.error('files not given up', { error }));
    },
  };
}
