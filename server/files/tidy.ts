import { rmSync } from 'node:fs';
import type { Deps } from '../deps.ts';
import { createFilesStore } from './store.ts';

/** A file that is on its way into a message is referred to by nothing yet. */
const KEPT_MS = 24 * 3_600_000;
type Page = { id: string; sha256: string; orphan: number }[];

/** Files that one look goes through: a millisecond or two. */
const SLICE = 500;

/**
 * Once, behind the start: files whose messages were deleted for everyone. Others are served between two looks. The row
 * goes first: bytes without a row are found by `verify`, a row without its bytes is a broken promise.
 */
export function tidyFiles({ db, clock, log, config }: Omit<Deps, 'ids'>): void {
  const store = createFilesStore(config.dataDir);
  const before = clock.now() - KEPT_MS;
  const all = async (): Promise<void> => {
    store.removeLeft();
    for (let after: string | undefined = ''; after !== undefined; ) {
      await new Promise((turn) => setImmediate(turn));
      const files: Page = await db.read(db.files.page(after, before, SLICE));
      for (const file of files.filter(({ orphan }) => orphan === 1))
        if (await db.write(() => db.accounts.dropFile(file)))
          rmSync(store.pathOf(file.sha256), { force: true });
      after = files.length === SLICE ? files.at(-1)?.id : undefined;
    }
  };
  const failed = (error: unknown): void => log.error('files not tidied', { error });
  void all().catch(failed);
}
