import type { Script } from '../../db/engine.ts';
import type { ChatKind } from '../../db/schema.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { byActivity, chatViews } from './views.ts';

type Pair = { kind: ChatKind; directKey: string; memberIds: string[]; peerId: string };

export function createChats({ db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>) {
  function* view(userId: string, chatId: string): Script<UpReply<'chat.get'>> {
    const membership = yield* db.chats.membership(userId, chatId);
    if (!membership) throw new Refusal('not_found');
    const { chats, users } = yield* chatViews(db, userId, [membership]);
    const [chat] = chats;
    if (!chat) throw new Refusal('not_found');
    return { chat, users };
  }

  /** The pair's chat, made when it has none. `fresh`: this person's devices did not know it. */
  function* open(userId: string, newId: string, now: number, pair: Pair) {
    const { kind, directKey, memberIds, peerId } = pair;
    const known = yield* db.chats.byDirectKey(directKey);
    if (known !== undefined) {
      const fresh = (yield* db.chats.show(known, userId)) > 0;
      return { ...(yield* view(userId, known)), fresh };
    }
    const peer = yield* db.users.byId(peerId);
    if (!peer || peer.deletedAt !== null) throw new Refusal('not_found');
    const chat = { id: newId, kind, directKey, createdBy: userId, createdAt: now };
    yield* db.chats.create(chat, memberIds);
    return { ...(yield* view(userId, newId)), fresh: true };
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
      return { reply: await db.read(view(ctx.userId, chatId)), changes: [] };
    },

    async list(ctx: Ctx, _body: object): Promise<Outcome<UpReply<'chat.list'>>> {
      const reply = await db.read(
        (function* () {
          const memberships = yield* db.chats.memberships(ctx.userId);
          return yield* chatViews(db, ctx.userId, memberships.sort(byActivity));
        })(),
      );
      return { reply, changes: [] };
    },
  };
}

function pairOf(userId: string, { kind, userId: other }: UpBody<'chat.create'>): Pair {
  if (kind === 'self') return { kind, directKey: userId, memberIds: [userId], peerId: userId };
  if (other === undefined || other === userId) throw new Refusal('invalid', { field: 'userId' });
  const memberIds = [userId, other].sort();
  return { kind, directKey: memberIds.join(':'), memberIds, peerId: other };
}
