import type { IDBPDatabase, IDBPTransaction } from 'idb';

type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;
/** Awaits nothing but requests of the transaction. */
type Migration = (db: IDBPDatabase, tx: Upgrade) => Promise<void> | void;

/**
 * APPEND ONLY: a device may come from any version. Entry n brings a database from version n to n + 1; a released entry
 * never changes, not even its names.
 */
export const LOCAL_MIGRATIONS: readonly Migration[] = [
  (db) => {
    db.createObjectStore('chats', { keyPath: 'id' });
    db.createObjectStore('users', { keyPath: 'id' });
    db.createObjectStore('messages', { keyPath: ['chatId', 'seq'] });
    db.createObjectStore('outbox', { keyPath: 'clientId' });
    db.createObjectStore('drafts', { keyPath: 'chatId' });
    db.createObjectStore('meta', { keyPath: 'key' });
  },
  /** Groups: chats get the fields that every part now counts on, and are asked for again. */
  async (db, tx) => {
    db.createObjectStore('actions', { keyPath: 'id' });
    const chats = tx.objectStore('chats');
    for (const chat of await chats.getAll()) await chats.put({ ...ROOMS, ...chat, resync: true });
    const meta = tx.objectStore('meta');
    const me = await meta.get('me');
    const privacy = { whoWrites: 'everyone', lastSeen: 'everyone' };
    if (me) await meta.put({ ...me, value: { privacy, ...me.value } });
  },
];

const ROOMS = {
  mentions: 0,
  about: '',
  rights: { addPeople: true, changeInfo: true, pin: true, write: true },
  memberCount: 2,
  reached: { delivered: 0, read: 0 },
  pin: null,
  pins: 0,
  own: {
    role: 'member',
    mutedUntil: null,
    pinned: null,
    archived: false,
    unreadMark: false,
    cleared: 0,
    hidden: [],
    draft: null,
    request: false,
    blocked: false,
  },
};
