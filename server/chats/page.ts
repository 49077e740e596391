import type { Tx } from '../../db/engine/engine.ts';
import { isDamage } from '../../db/engine/error-codes.ts';
import type { Membership } from '../../db/stores/chats.ts';
import type { Db } from '../../db/stores.ts';
import type { Chat } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/users.ts';
import { BOUNDS } from '../bounds.ts';
import { chatViews } from './views.ts';

/** The chats of a slice, as they stand now, and the people in them. */
export type ChatSlice = { chats: Chat[]; people: ReadonlyMap<string, User> };

/** Adds a chat to the page; false when it has no room. */
type Take = (chat: Chat, slice: ChatSlice) => Tx<boolean> | boolean;

/**
 * A page of chats, bounded by its bytes and filled in slices, between which other requests have their turn: answering a
 * hundred chats at once would hold the thread for as long as a hundred messages take.
 */
export class ChatPage<Entry> {
  readonly entries: Entry[] = [];
  private readonly known = new Map<string, User>();
  private bytes = 0;

  constructor(
    private readonly db: Db,
    private readonly userId: string,
  ) {}

  /** Bytes that a chat's messages may still take. What is first always fits. */
  get room(): number {
    return LIMITS.pageBytes - this.bytes;
  }

  /** Returns false when there is no room for the chat. `bytes`: the size of the entry beside the chat snapshot. */
  add(entry: Entry, picture: Chat, { people }: ChatSlice, bytes = 0): boolean {
    const fresh: User[] = [];
    for (const id of peopleOf(picture)) {
      const user = this.known.has(id) ? undefined : people.get(id);
      if (user) fresh.push(user);
    }
    const size = bytes + Buffer.byteLength(JSON.stringify([picture, fresh]));
    if (this.entries.length > 0 && size > this.room) return false;
    this.bytes += size;
    this.entries.push(entry);
    for (const user of fresh) this.known.set(user.id, user);
    return true;
  }

  users(): User[] {
    return [...this.known.values()];
  }

  /**
   * Adds what `take` makes of each chat, until it reports that there is no room. Returns how many of `wanted` were
   * handled; chats that the person has left meanwhile are among them.
   */
  async fill(wanted: readonly Membership[], take: Take): Promise<number> {
    const most = this.db.readsInOneGo ? BOUNDS.sliceChats : BOUNDS.sliceChatsApart;
    for (let from = 0; from < wanted.length; from += most) {
      if (from > 0) await nextTurn();
      const ids = wanted.slice(from, from + most).map(({ id }) => id);
      const full = await this.filled(ids, take);
      if (full !== undefined) return from + ids.indexOf(full);
    }
    return wanted.length;
  }

  /**
   * A damaged page of the database file loses the chats that lie on it, and no others: each chat is then read by
   * itself. A chat that is left out stays behind on its device, which asks for it again at the next connection.
   */
  private async filled(ids: readonly string[], take: Take): Promise<string | undefined> {
    const dealt = new Set<string>();
    try {
      return await this.db.read(this.slice(ids, take, dealt));
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    for (const id of ids) {
      if (dealt.has(id)) continue;
      await nextTurn();
      try {
        if ((await this.db.read(this.slice([id], take, dealt))) !== undefined) return id;
      } catch (error) {
        if (!isDamage(error)) throw error;
      }
    }
    return undefined;
  }

  /**
   * Returns the chat that had no room. The counters are read again, since messages may have come after the page was
   * begun.
   */
  private *slice(ids: readonly string[], take: Take, dealt: Set<string>): Tx<string | undefined> {
    const found = new Map(
      (yield* this.db.chats.membershipsOf(this.userId, ids)).map((one) => [one.id, one]),
    );
    const memberships = ids.flatMap((id) => found.get(id) ?? []);
    const { chats, users } = yield* chatViews(this.db, this.userId, memberships);
    const slice = { chats, people: new Map(users.map((user) => [user.id, user])) };
    for (const chat of chats) {
      const taken = take(chat, slice);
      if (!(typeof taken === 'boolean' ? taken : yield* taken)) return chat.id;
      dealt.add(chat.id);
    }
    return undefined;
  }
}

const peopleOf = ({ members, last }: Chat): string[] => [
  ...members.map(({ userId }) => userId),
  ...(last ? [last.senderId] : []),
];

const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));
