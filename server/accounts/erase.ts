import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Script } from '../../db/engine.ts';
import type { EraseData } from '../../protocol/house.ts';
import type { Announcer, Change } from '../context.ts';
import type { Deps } from '../deps.ts';
import { bury } from '../messages/bury.ts';

/** Orders that a stop of the server leaves undone are found here at the next start. */
const ORDERS = 'erase.';
/** Messages of a chat that are looked through at once, and of one person that one command deletes: milliseconds. */
const WINDOW = 2000;
const SLICE = 10;

type Place = { chatId: string; userId: string; after: number; upTo: number };
export type Eraser = ReturnType<typeof createEraser>;

/**
 * Deletes what somebody wrote, for everyone, little by little, so that nobody's message waits behind it. Saved messages
 * go always: nobody else ever saw them.
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
        await erase(userId, data as EraseData);
        if (stopped) return;
        await db.write(() => db.settings.drop(ORDERS + userId));
      }
    } while (again && !stopped);
  }

  async function erase(userId: string, data: EraseData): Promise<void> {
    for (const { chatId, kind, lastSeq } of await db.read(db.accounts.everIn(userId))) {
      if (data === 'keep' && kind !== 'self') continue;
      for (let after = 0; after < lastSeq && !stopped; after += WINDOW) {
        await clear({ chatId, userId, after, upTo: Math.min(after + WINDOW, lastSeq) });
      }
    }
    if (!stopped) await dropFiles(userId);
  }

  /** Nothing is written where there is nothing to delete. */
  async function clear(place: Place): Promise<void> {
    for (;;) {
      const some = await db.read(db.accounts.written({ ...place, limit: 1 }));
      if (some.length === 0 || stopped) return nextTurn();
      const now = clock.now();
      told.publish(await db.write(() => slice(place, now)));
      db.scrub();
    }
  }

  function* slice(place: Place, now: number): Script<Change[]> {
    const { chatId, userId } = place;
    // They are in their direct chats still, and in no group any more.
    const head = (yield* db.chats.head(userId, chatId)) ?? (yield* db.groups.counters(chatId));
    if (!head) return [];
    const changes: Change[] = [];
    for (const message of yield* db.accounts.written({ ...place, limit: SLICE })) {
      const tombstone = yield* bury(db, message, head, now);
      const body = { message: tombstone };
      const event = { type: 'message.changed', chat: chatId, rev: tombstone.rev, body } as const;
      changes.push({ to: head.audience, event });
    }
    return changes;
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

    /** Begins with what is ordered; what goes wrong is tried again at the next order or start. */
    wake(): void {
      again = true;
      if (stopped || running) return;
      const failed = (error: unknown): void => log.error('not all was erased', { error });
      running = all()
        .catch(failed)
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

/** Reading alone would keep everybody else waiting. */
const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));
