import { rmSync } from 'node:fs';
import type { Deps } from '../deps.ts';
import { createFilesStore } from './store.ts';

/** What is on its way into a message is nobody's yet. */
const KEPT_MS = 24 * 3_600_000;
const SLICE = 100;

/**
 * Once at start: files whose messages were deleted for everyone. The row goes first: bytes without a row are found by
 * `verify`, a row without its bytes is a broken promise.
 */
export function tidyFiles({ db, clock, log, config }: Omit<Deps, 'ids'>): void {
  const store = createFilesStore(config.dataDir);
  const before = clock.now() - KEPT_MS;
  const all = async (): Promise<void> => {
    for (;;) {
      const orphans = await db.read(db.files.orphans(before, SLICE));
      for (const file of orphans)
        if (await db.write(() => db.accounts.dropFile(file)))
          rmSync(store.pathOf(file.sha256), { force: true });
      if (orphans.length < SLICE) return;
    }
  };
  const failed = (error: unknown): void => log.error('files not tidied', { error });
  setImmediate(() => void all().catch(failed));
}
