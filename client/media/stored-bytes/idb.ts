import { type IDBPDatabase, openDB } from 'idb';
import type { BytesBackend } from './bytes-backend.ts';

const TABLE = 'bytes';

/** IndexedDB, where the browser has no files. undefined where it refuses that as well. */
export async function openBytesDb(name: string): Promise<BytesBackend | undefined> {
  let db: IDBPDatabase | undefined;
  // A connection that stays open would hold up whoever removes the database at sign-out.
  const open = async (): Promise<IDBPDatabase> => {
    db ??= await openDB(name, 1, {
      upgrade: (database) => void database.createObjectStore(TABLE),
      blocking(_current, _next, event) {
        (event.target as IDBDatabase).close();
        db = undefined;
      },
      terminated() {
        db = undefined;
      },
    });
    return db;
  };
  try {
    await open();
  } catch {
    return undefined;
  }
  return {
    async put(key, blob) {
      const tx = (await open()).transaction(TABLE, 'readwrite', { durability: 'strict' });
      await Promise.all([tx.store.put(blob, key), tx.done]);
    },
    get: async (key) => (await open()).get(TABLE, key),
    remove: async (key) => (await open()).delete(TABLE, key),
    names: async () => (await open()).getAllKeys(TABLE) as Promise<string[]>,
  };
}
