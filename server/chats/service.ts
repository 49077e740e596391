import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Membership } from '../../db/stores/chats.ts';
import type { Chat, ChatKind, ChatListBody, ChatsReply } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { mustFitMoreChats } from './most-chats.ts';
import { ChatPage } from './page.ts';
import { readChatSnapshot } from './settings-effects.ts';
import { byActivity } from './views.ts';

type Pair = { kind: ChatKind; directKey: string; memberIds: string[]; peerId: string };

export function createChats({ db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>) {
  /** The pair's chat, made when it has none. `fresh`: this person's devices did not know it. */
  function* open(userId: string, newId: string, now: number, pair: Pair) {
    const { kind, directKey, memberIds, peerId } = pair;
    const known = yield* db.chats.byDirectKey(directKey);
    if (known !== undefined) {
      const fresh = (yield* db.chats.show(known, userId)) > 0;
      return { ...(yield* readChatSnapshot(db, userId, known)), fresh };
    }
    const peer = yield* db.users.byId(peerId);
    if (!peer || peer.deletedAt !== null) throw new ApiError('not_found');
    yield* mustFitMoreChats(db, userId);
    // Strangers alone could make a list that its person's devices cannot name any more.
    if ((yield* db.chats.countMemberships(peerId)) >= 2 * LIMITS.chatsIn)
      throw new ApiError('not_delivered');
    const chat = { id: newId, kind, directKey, createdBy: userId, createdAt: now };
    yield* db.chats.create(chat, memberIds);
    return { ...(yield* readChatSnapshot(db, userId, newId)), fresh: true };
  }

  function* stats(userId: string, chatId: string): Tx<UpReply<'chat.stats'>> {
    if (!(yield* db.chats.membership(userId, chatId))) throw new ApiError('not_found');
    const { seen, ...found } = yield* db.messages.stats(userId, chatId, LIMITS.counted);
    return { ...found, more: seen === LIMITS.counted };
  }

  return {
    /** The same chat each time; the other side learns of it by its first message. */
    async create(ctx: Ctx, body: UpBody<'chat.create'>): Promise<Outcome<UpReply<'chat.create'>>> {
      const pair = pairOf(ctx.userId, body);
      const newId = ids.next();
      const now = clock.now();
      const { fresh, ...reply } = await db.write(() => open(ctx.userId, newId, now, pair));
      const event = { type: 'chat.changed', body: reply } as const;
      const changes = fresh ? [{ to: [ctx.userId], event, exceptSender: true }] : [];
      return { reply, changes };
    },

    async get(ctx: Ctx, { chatId }: UpBody<'chat.get'>): Promise<Outcome<UpReply<'chat.get'>>> {
      return { reply: await db.read(readChatSnapshot(db, ctx.userId, chatId)), changes: [] };
    },

    async stats(
      ctx: Ctx,
      { chatId }: UpBody<'chat.stats'>,
    ): Promise<Outcome<UpReply<'chat.stats'>>> {
      return { reply: await db.read(stats(ctx.userId, chatId)), changes: [] };
    },

    /** A page of the chat list, read in slices. A chat that moves up meanwhile is announced by an event. */
    async list(ctx: Ctx, { after, limit }: ChatListBody): Promise<Outcome<ChatsReply>> {
      const { userId } = ctx;
      const all = (await db.read(db.chats.memberships(userId))).sort(byActivity);
      const rest = after === undefined ? all : all.filter((one) => isAfter(one, after));
      const page = new ChatPage<Chat>(db, userId);
      const wanted = rest.slice(0, limit ?? LIMITS.syncChats);
      const seen = await page.fill(wanted, (chat, slice) => page.add(chat, chat, slice));
      const last = rest[seen - 1];
      const next = last !== undefined && seen < rest.length ? placeOf(last) : null;
      return { reply: { chats: page.entries, users: page.users(), next }, changes: [] };
    },
  };
}

/** The place of a chat in the list, as a cursor: its time and id. */
function placeOf({ lastAt, id }: Membership): string {
  return `${lastAt}.${id}`;
}

function isAfter(membership: Membership, place: string): boolean {
  const dot = place.indexOf('.');
  const [lastAt, id] = [Number(place.slice(0, dot)), place.slice(dot + 1)];
  return byActivity({ lastAt, id }, membership) < 0 && membership.id !== id;
}

function pairOf(userId: string, { kind, userId: other }: UpBody<'chat.create'>): Pair {
  if (kind === 'self') return { kind, directKey: userId, memberIds: [userId], peerId: userId };
  if (other === undefined || other === userId) throw new ApiError('invalid', { field: 'userId' });
  const memberIds = [userId, other].sort();
  return { kind, directKey: memberIds.join(':'), memberIds, peerId: other };
}
