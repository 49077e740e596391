import type { Env } from './env.ts';
import { removeOld, rescueUnsent } from './local-db/free-space.ts';
import { openIndexedDb, removeIndexedDb } from './local-db/indexed-db.ts';
import { createMemory } from './local-db/memory.ts';
import { LOCAL_TABLES, type LocalTableName } from './local-db/schema.ts';
import type { Backend, Mode, Work } from './local-db/tx.ts';

/** Safari has opened databases that never answered; old tabs may hold back an upgrade. */
const OPEN_MS = 5000;

type LocalDbHooks = {
  /** Rows are in this tab's memory from now on: other tabs do not see them. */
  onMemoryFallback(): void;
  onOutdated(by: 'removal' | 'newer-app'): void;
};

export function databaseName(userId: string): string {
  return `payambar-${userId}`;
}

/** Where `media/stored-bytes/` keeps what waits to be sent: a database or a folder. */
export function bytesName(userId: string): string {
  return `${databaseName(userId)}-bytes`;
}

export async function removeLocalDb(userId: string): Promise<void> {
  await Promise.all([databaseName(userId), bytesName(userId)].map(removeIndexedDb));
}

/**
 * The device's copy of what one person sees. When the disk is full, old history makes room; when IndexedDB fails for
 * good, everything moves to memory and the app goes on.
 */
export class LocalDb {
  private backend: Backend;
  private closed = false;

  private constructor(
    backend: Backend | undefined,
    private readonly reopen: () => Promise<Backend | undefined>,
    private readonly hooks: LocalDbHooks,
  ) {
    this.backend = backend ?? createMemory();
    this.inMemory = backend === undefined;
  }

  inMemory: boolean;

  static async open(env: Env, userId: string, hooks: LocalDbHooks): Promise<LocalDb> {
    const attempt = () => openInTime(env, databaseName(userId), () => db, hooks);
    let db: LocalDb | undefined;
    db = new LocalDb(await attempt(), attempt, hooks);
    return db;
  }

  read<R>(tables: readonly LocalTableName[], work: Work<R>): Promise<R> {
    return this.run(tables, 'readonly', work);
  }

  write<R>(tables: readonly LocalTableName[], work: Work<R>): Promise<R> {
    return this.run(tables, 'readwrite', work);
  }

  close(): void {
    this.closed = true;
    this.backend.close();
  }

  private async run<R>(tables: readonly LocalTableName[], mode: Mode, work: Work<R>): Promise<R> {
    const { backend } = this;
    try {
      return await backend.run(tables, mode, work);
    } catch (error) {
      if (this.closed || this.inMemory || !isStorageFailure(error)) throw error;
      if (this.backend === backend) await this.recover(error);
      return this.runAgain(tables, mode, work);
    }
  }

  private async runAgain<R>(
    tables: readonly LocalTableName[],
    mode: Mode,
    work: Work<R>,
  ): Promise<R> {
    try {
      return await this.backend.run(tables, mode, work);
    } catch (error) {
      if (this.closed || this.inMemory || !isStorageFailure(error)) throw error;
      await this.moveToMemory();
      return this.backend.run(tables, mode, work);
    }
  }

  private async recover(error: unknown): Promise<void> {
    if (nameOf(error) === 'QuotaExceededError') {
      await removeOld(this.backend).catch(() => {});
      return;
    }
    this.backend.close();
    const fresh = await this.reopen();
    if (fresh) this.backend = fresh;
    else await this.moveToMemory();
  }

  private async moveToMemory(): Promise<void> {
    if (this.inMemory) return;
    const memory = createMemory();
    const old = this.backend;
    await rescueUnsent(old, memory, LOCAL_TABLES).catch(() => {});
    if (this.inMemory) return;
    this.inMemory = true;
    this.backend = memory;
    old.close();
    this.hooks.onMemoryFallback();
  }
}

async function openInTime(
  env: Env,
  name: string,
  db: () => LocalDb | undefined,
  hooks: LocalDbHooks,
): Promise<Backend | undefined> {
  if (typeof indexedDB === 'undefined') return undefined;
  let late = false;
  const opened = openIndexedDb(name, {
    onOutdated(by) {
      db()?.close();
      hooks.onOutdated(by);
    },
    // Nothing to do: the next transaction fails and opens the database again.
    onTerminated() {},
  }).then((backend) => {
    if (late) backend.close();
    return backend;
  });
  return new Promise((resolve) => {
    const cancel = env.after(OPEN_MS, () => {
      late = true;
      resolve(undefined);
    });
    opened.then(resolve, () => resolve(undefined)).finally(cancel);
  });
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}

/** Errors of the storage, not of our code (a TypeError or a ApiError passes through). */
function isStorageFailure(error: unknown): boolean {
  return error instanceof DOMException || nameOf(error).endsWith('ExceededError');
}
