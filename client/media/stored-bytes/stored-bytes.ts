import { bytesName } from '../../core/local-db.ts';
import type { BytesBackend } from './bytes-backend.ts';
import { openBytesDb } from './idb.ts';
import { openFiles } from './opfs.ts';

/** This device has no room for what is to be sent. `problem` of `i18n/` has its sentence. */
export class DeviceFullError extends Error {
  readonly code = 'device_full';
}

/**
 * The bytes of what waits to be sent, by the message's `clientId` and a name of one's own in it: `0` for its first file,
 * `0.thumb` beside it, and so on. They outlive the page.
 */
export class StoredBytes {
  private constructor(
    private readonly backend: BytesBackend,
    /** The bytes end with this page: no storage was to be had. */
    readonly inMemory: boolean,
  ) {}

  static async open(userId: string): Promise<StoredBytes> {
    const name = bytesName(userId);
    const backend = (await openFiles(name)) ?? (await openBytesDb(name));
    return new StoredBytes(backend ?? createMemoryBytes(), backend === undefined);
  }

  /** Resolves when they are on the disk. Rejects with `DeviceFullError`, and nothing of them stays then. */
  async put(clientId: string, part: string, blob: Blob): Promise<void> {
    try {
      await this.backend.put(nameOf(clientId, part), blob);
    } catch (error) {
      if (isNoRoom(error)) throw new DeviceFullError();
      throw error;
    }
  }

  async get(clientId: string, part: string): Promise<Blob | undefined> {
    return await this.backend.get(nameOf(clientId, part));
  }

  /** The parts of one message, in the order of their names. */
  async list(clientId: string): Promise<string[]> {
    const names = await this.backend.names();
    const start = nameOf(clientId, '');
    return names
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length))
      .sort();
  }

  /** The message was sent or cancelled. */
  async remove(clientId: string): Promise<void> {
    for (const part of await this.list(clientId)) await this.backend.remove(nameOf(clientId, part));
  }

  /** Removes what a page that died has left: bytes of messages that wait no more. */
  async keepOnly(isKept: (clientId: string) => boolean): Promise<void> {
    for (const name of await this.backend.names())
      if (!isKept(clientIdOf(name))) await this.backend.remove(name);
  }
}

/** Ids are UUIDs: no `_` is in them. */
function nameOf(clientId: string, part: string): string {
  return `${clientId}_${part}`;
}

function clientIdOf(name: string): string {
  return name.split('_')[0] ?? '';
}

/** An error of its own in newer browsers, a DOMException in older ones: the name is the same. */
function isNoRoom(error: unknown): boolean {
  return (
    (error instanceof Error || error instanceof DOMException) && error.name === 'QuotaExceededError'
  );
}

function createMemoryBytes(): BytesBackend {
  const blobs = new Map<string, Blob>();
  return {
    put: async (name, blob) => void blobs.set(name, blob),
    get: async (name) => blobs.get(name),
    remove: async (name) => void blobs.delete(name),
    names: async () => [...blobs.keys()],
  };
}
