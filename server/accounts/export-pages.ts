import type { Membership } from '../../db/stores/chats.ts';
import type { Db } from '../../db/stores.ts';
import type { Chat } from '../../protocol/chats.ts';
import type { User } from '../../protocol/users.ts';
import { userOf } from '../auth/views.ts';
import { chatViews } from '../chats/views.ts';
import type { ReadableExport } from './readable.ts';

const PAGE = 100;

/** The part of an export that is read by people: an index of the chats, and a page for each. */
export function createExportPages(db: Db) {
  /** The same messages for a person to read. */
  async function* page(
    userId: string,
    membership: Membership,
    pages: ReadableExport,
  ): AsyncGenerator<string> {
    const { chats, users } = await db.read(chatViews(db, userId, [membership]));
    const known = new Map(users.map((user) => [user.id, user]));
    yield pages.chatHead(titleOf(userId, chats[0], known, pages));
    let [seq, day] = [0, ''];
    for (;;) {
      const next = { seq, limit: PAGE };
      const { messages } = await db.read(db.messages.after(userId, membership.id, next));
      if (messages.length === 0) break;
      seq = messages.at(-1)?.seq ?? seq;
      // Of a large group the view names the foremost only.
      const strangers = messages.map(({ senderId }) => senderId).filter((id) => !known.has(id));
      for (const row of await db.read(db.users.byIds([...new Set(strangers)])))
        known.set(row.id, userOf(row));
      let html = '';
      for (const message of messages) {
        const today = pages.dayOf(message.createdAt);
        if (today !== day) html += pages.heading(message.createdAt);
        day = today;
        html += pages.message(message, known.get(message.senderId), (name, id) => {
          return `../files/${encodeURIComponent(`${id}-${safeFileName(name)}`)}`;
        });
      }
      yield html;
      await nextTurn();
    }
    if (seq === 0) yield pages.empty;
    yield pages.foot;
  }

  async function* index(
    userId: string,
    memberships: readonly Membership[],
    name: string,
    now: number,
    pages: ReadableExport,
  ): AsyncGenerator<string> {
    yield pages.indexHead(name, now);
    for (const membership of memberships) {
      const { chats, users } = await db.read(chatViews(db, userId, [membership]));
      const known = new Map(users.map((user) => [user.id, user]));
      const title = titleOf(userId, chats[0], known, pages);
      yield pages.indexRow(`chats/${fileOf(membership)}.html`, title, membership.lastAt);
      await nextTurn();
    }
    yield pages.indexFoot;
  }

  return { index, page };
}

export const fileOf = ({ kind, id }: Membership): string => `${kind}-${id}`;

function titleOf(
  me: string,
  chat: Chat | undefined,
  known: ReadonlyMap<string, User>,
  { texts, nameOf }: ReadableExport,
): string {
  if (chat === undefined) return '';
  if (chat.kind === 'group') return chat.title ?? '';
  const other = chat.members.find(({ userId }) => userId !== me);
  return chat.kind === 'self' ? texts.saved : nameOf(known.get(other?.userId ?? ''));
}

/** Reading without a pause would keep other requests waiting. */
export const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));

/** A name that every system can write; what a sender called it must not lead out of the folder. */
export function safeFileName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_').slice(0, 100);
  return plain.replace(/^\.+/, '_') || 'file';
}
