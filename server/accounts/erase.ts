import type { Tx } from '../../db/engine/engine.ts';
import type { EraseData } from '../../protocol/accounts.ts';
import type { Announcer, Change } from '../context.ts';
import type { Deps } from '../deps.ts';
import type { FileEnds } from '../files/ends.ts';
import type { JobRun, Jobs } from '../jobs/jobs.ts';
import { eraseMessagesSlice, reactedSlice, writtenSlice } from './slices.ts';

/** The kinds of its jobs. */
const ACCOUNT = 'erase-account';
const GROUP = 'erase-group';
/** Messages of a chat that are looked through at once, and of one person that one command deletes: milliseconds. */
const WINDOW = 2000;
const SLICE = 10;

export type Eraser = ReturnType<typeof createEraser>;

/**
 * Deletes what a person wrote, for everyone, in small slices, so that no message of others waits behind it. Saved
 * messages are always deleted: no other person ever saw them.
 */
export function createEraser(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  jobs: Jobs,
  announcer: Pick<Announcer, 'publish'>,
  files: FileEnds,
) {
  async function erase(run: JobRun, userId: string, data: EraseData): Promise<void> {
    for (const { chatId, kind, lastSeq } of await db.read(db.accounts.everIn(userId))) {
      if (data === 'keep' && kind !== 'self') continue;
      for (let after = 0; after < lastSeq && run.goesOn(); after += WINDOW) {
        const window = { chatId, userId, after, upTo: Math.min(after + WINDOW, lastSeq) };
        await clear(run, () => writtenSlice(db, window, SLICE, clock.now()));
      }
      await clear(run, () => reactedSlice(db, { chatId, userId }, SLICE));
    }
    await unname(run, userId);
    if (run.goesOn()) await dropFiles(userId);
  }

  /** The group has no members any more, so there is no one to announce it to. */
  async function eraseGroup(run: JobRun, chatId: string): Promise<void> {
    const held = await db.read(db.files.heldIn(chatId));
    const avatar = (await db.read(db.groups.info(chatId)))?.avatar ?? [];
    let after = 0;
    for (let more = true; more && run.goesOn(); ) {
      const slice = () => eraseMessagesSlice(db, chatId, after, SLICE, clock.now());
      const last = await db.write(run.guard(slice));
      more = last !== undefined;
      after = last ?? after;
      db.scrub();
    }
    if (!run.goesOn()) return;
    const end = function* (): Tx<void> {
      yield* db.groups.forgetReceipts(chatId);
      yield* db.groups.dropAvatar(chatId);
    };
    await db.write(run.guard(end));
    files.release(held.concat(avatar));
  }

  /** Slice by slice, until one finds nothing; others are served between them. */
  async function clear(run: JobRun, slice: () => Tx<Change[]>): Promise<void> {
    while (run.goesOn()) {
      const changes = await db.write(run.guard(slice));
      if (changes.length === 0) return;
      announcer.publish(changes);
      db.scrub();
    }
  }

  /** The name goes with the account, out of what others have forwarded too. */
  async function unname(run: JobRun, userId: string): Promise<void> {
    const newest = await db.read(db.search.newest());
    for (let after = 0; after < newest && run.goesOn(); after += WINDOW)
      await db.write(run.guard(() => db.accounts.unname(userId, after, after + WINDOW)));
  }

  async function dropFiles(userId: string): Promise<void> {
    for (const id of await db.read(db.uploads.idsOf(userId))) await files.endUpload(id);
    for (;;) {
      const orphans = await db.read(db.accounts.orphans(userId, SLICE));
      if (orphans.length === 0) return;
      for (const { id } of orphans) await files.endFile(id);
    }
  }

  jobs.handle(ACCOUNT, ({ key, body }, run) => erase(run, key, body as EraseData));
  jobs.handle(GROUP, ({ key }, run) => eraseGroup(run, key));

  return {
    /** In the commit that ends the account. */
    order: (userId: string, data: EraseData) => jobs.order(ACCOUNT, userId, data),

    /** In the commit that ends a group. */
    orderGroup: (chatId: string) => jobs.order(GROUP, chatId),

    /** After that commit. */
    wake: jobs.wake,
  };
}
