import type { LeaseTerm } from '../../db/engine/lease.ts';
import type { Deps } from '../deps.ts';
import type { FileEnds } from './ends.ts';
import type { Parts } from './parts.ts';

/** A file that is on its way into a message is referred to by nothing yet, and an upload may go on as long. */
export const KEPT_MS = 24 * 3_600_000;
const EVERY_MS = KEPT_MS;
/** An upload whose part is at another node, or was lost with one, ends after this. */
const ELSEWHERE_MS = 7 * KEPT_MS;
type Page = { id: string; orphan: number }[];

/** Files that one look goes through: a millisecond or two. */
const SLICE = 500;

/** `isOnDisk`: each node has files of its own. */
type Options = { removeLeft(): void; parts: Parts; ends: FileEnds; isOnDisk: boolean };

/**
 * Behind the start, and each day: uploads that nobody goes on with, files that no message holds, bytes without a row. Others
 * are served between two looks. Each node looks after what is on its disk; the rest is done in a term.
 */
export function createFileTidy(
  { db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>,
  { removeLeft, parts, ends, isOnDisk }: Options,
) {
  let timer: Timer | undefined;
  let unhooked = (): void => {};
  let running = Promise.resolve<unknown>(undefined);
  let stopped = false;
  const isApart = db.lease.isShared && isOnDisk;
  const goesOn = (term: LeaseTerm): boolean => !stopped && term.isHeld();

  /** Uploads made before a time, to which nothing has come since. `isLost`: what has no part here has none anywhere. */
  async function endUploads(before: number, isLost: boolean): Promise<void> {
    for (let after = ''; !stopped; ) {
      const ids = await db.read(db.uploads.madeBefore(after, before, SLICE));
      for (const id of ids) {
        const at = (await parts.measure(id))?.at;
        if (at === undefined ? isLost : at < before) await ends.endUpload(id);
      }
      after = ids.at(-1) ?? after;
      if (ids.length < SLICE) break;
    }
  }

  async function endParts(before: number): Promise<void> {
    // A row goes before its part, so a crash between them leaves a part alone.
    for (const id of await parts.list()) {
      if (stopped) return;
      const isLeft =
        ((await parts.measure(id))?.at ?? 0) < before && !(await db.read(db.uploads.isOpen(id)));
      if (isLeft) await parts.remove(id);
    }
  }

  async function endOrphans(term: LeaseTerm, before: number): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined && goesOn(term); ) {
      await new Promise((turn) => setImmediate(turn));
      const files: Page = await db.read(db.files.page(after, before, SLICE));
      for (const { id } of files.filter(({ orphan }) => orphan === 1)) await ends.endFile(id);
      after = files.length === SLICE ? files.at(-1)?.id : undefined;
    }
  }

  async function tidyOwn(): Promise<void> {
    const before = clock.now() - KEPT_MS;
    await endUploads(before, !isApart);
    await endParts(before);
  }

  async function tidyShared(term: LeaseTerm): Promise<void> {
    const before = clock.now() - KEPT_MS;
    if (isApart) await endUploads(before - ELSEWHERE_MS, true);
    await endOrphans(term, before);
  }

  async function endUnused(): Promise<void> {
    if (!stopped) await ends.endUnused(clock.now() - KEPT_MS);
  }

  const failed = (error: unknown): void => log.error('files not tidied', { error });

  /** One after the other: a file is made of an upload, and of the bytes that came for it. */
  function begin(term: LeaseTerm | undefined): void {
    if (!term && !isApart) return;
    running = running
      .then(tidyOwn)
      .then(() => term && tidyShared(term))
      .then(endUnused)
      .catch(failed);
  }

  return {
    start(): void {
      // Before any request: later ones may be files on their way in.
      removeLeft();
      unhooked = db.lease.onTerm(begin);
      if (!db.lease.term()) begin(undefined);
      timer = setInterval(() => begin(db.lease.term()), EVERY_MS);
      timer.unref();
    },
    stop(): void {
      stopped = true;
      unhooked();
      clearInterval(timer);
    },
  };
}
