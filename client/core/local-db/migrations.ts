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
  /** The words of protocol 6: every row that has an older word is written again. Nothing is asked for again. */
  async (_db, tx) => {
    const chats = tx.objectStore('chats');
    for (const chat of await chats.getAll()) await chats.put(renameInChat(chat));
    const actions = tx.objectStore('actions');
    for (const row of await actions.getAll()) await actions.put(renameInAction(row));
    await renameMessages(tx);
  },
  /**
   * Messages with files, and recordings. A page of the version before closes at this: it would send a message without its
   * files.
   */
  (db) => {
    db.createObjectStore('recordings', { keyPath: 'chatId' });
  },
];

type Row = Record<string, unknown>;

const CHAT_WORDS: Row = {
  marks: 'receiptRev',
  list: 'memberRev',
  reached: 'othersReceipts',
  pin: 'pinnedSeq',
  pins: 'pinCount',
  own: 'settings',
  unsure: 'needsRefresh',
};
const MESSAGE_WORDS: Row = { note: 'system', mine: 'ownReactions' };

/** A word of today that is there already stays as it is. */
function rename(row: Row, words: Row): Row {
  const renamed = Object.entries(row).map(([key, value]) => [words[key] ?? key, value]);
  return { ...Object.fromEntries(renamed), ...pick(row, Object.values(words)) };
}

function pick(row: Row, keys: unknown[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
}

function renameInMessage(message: Row): Row {
  const renamed = rename(message, MESSAGE_WORDS);
  return renamed.kind === 'note' ? { ...renamed, kind: 'system' } : renamed;
}

/**
 * A page of an earlier version that reached a newer server by HTTP alone has written today's words beside its own: what
 * it counted then means nothing.
 */
function renameInChat(chat: Row): Row {
  const renamed = rename(chat, CHAT_WORDS);
  if (renamed.last) renamed.last = renameInMessage(renamed.last as Row);
  return 'receiptRev' in chat ? { ...renamed, resync: true } : renamed;
}

function renameInAction({ wish, ...row }: Row): Row {
  const action = { ...(wish as Row) };
  if (action.do === 'own') action.do = 'settings';
  if (action.last) action.last = renameInMessage(action.last as Row);
  return { ...row, action };
}

/** Messages are many, so they are read a thousand at a time, and only those with an older word are written. */
async function renameMessages(tx: Upgrade): Promise<void> {
  const messages = tx.objectStore('messages');
  let after: IDBKeyRange | undefined;
  for (;;) {
    const page: Row[] = await messages.getAll(after, 1000);
    for (const message of page) {
      if (message.kind === 'note' || 'mine' in message)
        await messages.put?.(renameInMessage(message));
    }
    const last = page.at(-1);
    if (!last) return;
    after = IDBKeyRange.lowerBound([last.chatId, last.seq], true);
  }
}

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
