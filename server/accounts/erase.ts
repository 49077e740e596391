import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tx } from '../../db/engine/engine.ts';
import type { EraseData } from '../../protocol/accounts.ts';
import type { Announcer, Change } from '../context.ts';
import type { Deps } from '../deps.ts';
import { eraseMessagesSlice, reactedSlice, writtenSlice } from './slices.ts';

/** Orders that a stop of the server leaves undone are found here at the next start. */
const ORDERS = 'erase.';
/** What stands in an order for a whole group, which has no owner of its messages to ask. */
const GROUP = 'group';
/** Messages of a chat that are looked through at once, and of one person that one command deletes: milliseconds. */
const WINDOW = 2000;
const SLICE = 10;

export type Eraser = ReturnType<typeof createEraser>;

/**
 * Deletes what a person wrote, for everyone, in small slices, so that no message of others waits behind it. Saved
 * messages are always deleted: no other person ever saw them.
 */
export function createEraser(
  { db, clock, log, config }: Pick<Deps, 'db' | 'clock' | 'log' | 'config'>,
  told: Pick<Announcer, 'publish'>,
) {
  let running: Promise<void> | undefined;
  let stopped = false;
  let again = false;

  async function all(): Promise<void> {
    do {
      again = false;
      for (const [userId, data] of await db.read(db.settings.under(ORDERS))) {
        // A job that fails does not delay the others; its order stays for the next time.
        const done = data === GROUP ? eraseGroup(userId) : erase(userId, data as EraseData);
        await done.catch((error: unknown) =>
          log.error('not all was erased', { order: userId, error }),
        );
      }
    } while (again && !stopped);
  }

  async function erase(userId: string, data: EraseData): Promise<void> {
    for (const { chatId, kind, lastSeq } of await db.read(db.accounts.everIn(userId))) {
      if (data === 'keep' && kind !== 'self') continue;
      for (let after = 0; after < lastSeq && !stopped; after += WINDOW) {
        const window = { chatId, userId, after, upTo: Math.min(after + WINDOW, lastSeq) };
        await clear(() => writtenSlice(db, window, SLICE, clock.now()));
      }
      await clear(() => reactedSlice(db, { chatId, userId }, SLICE));
    }
    await unname(userId);
    if (!stopped) await dropFiles(userId);
    if (!stopped) await db.write(() => db.settings.drop(ORDERS + userId));
  }

  /** The group has no members any more, so there is no one to announce it to. */
  async function eraseGroup(chatId: string): Promise<void> {
    let after = 0;
    for (let more = true; more && !stopped; ) {
      const last = await db.write(() => eraseMessagesSlice(db, chatId, after, SLICE, clock.now()));
      more = last !== undefined;
      after = last ?? after;
      db.scrub();
    }
    if (stopped) return;
    await db.write(function* () {
      yield* db.groups.forgetMarks(chatId);
      yield* db.settings.drop(ORDERS + chatId);
    });
  }

  /** Slice by slice, until one finds nothing; others are served between them. */
  async function clear(slice: () => Tx<Change[]>): Promise<void> {
    while (!stopped) {
      const changes = await db.write(slice);
      if (changes.length === 0) return;
      told.publish(changes);
      db.scrub();
    }
  }

  /** The name goes with the account, out of what others have forwarded too. */
  async function unname(userId: string): Promise<void> {
    const newest = await db.read(db.search.newest());
    for (let after = 0; after < newest && !stopped; after += WINDOW)
      await db.write(() => db.accounts.unname(userId, after, after + WINDOW));
  }

  /** The row first: bytes without a row are found by `verify`, a row without its bytes is a broken promise. */
  async function dropFiles(userId: string): Promise<void> {
    for (;;) {
      const orphans = await db.read(db.accounts.orphans(userId, SLICE));
      if (orphans.length === 0) return;
      for (const file of orphans) {
        const { sha256 } = file;
        if (!(await db.write(() => db.accounts.dropFile(file)))) continue;
        await rm(join(config.dataDir, 'files', sha256.slice(0, 2), sha256), { force: true });
      }
    }
  }

  return {
    /** In the commit that ends the account. */
    order: (userId: string, data: EraseData) => db.settings.set(ORDERS + userId, data),

    /** In the commit that ends a group. */
    orderGroup: (chatId: string) => db.settings.set(ORDERS + chatId, GROUP),

    /** Begins with what is ordered; what goes wrong is tried again at the next order or start. */
    wake(): void {
      again = true;
      if (stopped || running) return;
      running = all()
        .catch((error: unknown) => log.error('orders to erase not read', { error }))
        .finally(() => {
          running = undefined;
        });
    },

    /** Resolves when all that was ordered is done. */
    async settled(): Promise<void> {
      await running;
    },

    async stop(): Promise<void> {
      stopped = true;
      await running;
    },
  };
}
