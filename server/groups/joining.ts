import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { userOf } from '../auth/views.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { findLedBy } from './access.ts';
import { addMembers } from './entering.ts';

type Joined = Outcome<UpReply<'invite.join'>>;
type Requests = UpReply<'join.list'>['requests'];
type Answer = UpBody<'join.answer'>;

/** Joins by a link: at once, or after the owner or an admin has approved it. */
export function createJoining({ db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>) {
  /** The writer runs one command after the other, so of two who come with one use left the first is in. */
  function* join(userId: string, code: string, now: number): Tx<Joined> {
    const door = yield* db.invites.door(code, userId, now);
    if (!door) throw new ApiError('invite_invalid');
    // No link lets them in, not even one that needs approval: an admin has removed them, and an admin may add them
    // again.
    if (door.expelled) throw new ApiError('forbidden');
    const { chatId } = door;
    if (door.inside) return { reply: { chatId }, changes: [] };
    if ((yield* db.chats.countMemberships(userId)) >= LIMITS.chatsIn) throw tooMany('chats');
    if (door.approval) {
      if (door.asked) return { reply: { chatId: null }, changes: [] };
      if ((yield* db.invites.countRequests(chatId)) >= LIMITS.joinRequests)
        throw tooMany('requests');
      yield* db.invites.use(code);
      yield* db.invites.ask({ chatId, userId, code, now });
      return { reply: { chatId: null }, changes: [yield* toWaitingChange(db, chatId)] };
    }
    const most = config.groupMembers;
    if ((yield* db.groups.count(chatId)) >= most) throw new ApiError('group_full');
    yield* db.invites.use(code);
    const counters = yield* db.groups.counters(chatId);
    if (!counters) throw new ApiError('invite_invalid');
    const entering = { chatId, by: userId, ids: [userId], now, most, requests: false };
    const changes = yield* addMembers(db, counters, { ...entering, type: 'member.joined' });
    return { reply: { chatId }, changes };
  }

  function* list(userId: string, chatId: string): Tx<Requests> {
    yield* findLedBy(db, userId, chatId);
    const rows = yield* db.invites.requests(chatId);
    const users = yield* db.users.byIds(rows.map((row) => row.userId));
    const byId = new Map(users.map((user) => [user.id, userOf(user)]));
    return rows.flatMap(({ userId: id, at }) => {
      const user = byId.get(id);
      return user ? [{ user, at }] : [];
    });
  }

  /** When two admins answer the same request both succeed; the second changes nothing. */
  function* answer(userId: string, body: Answer, now: number): Tx<Outcome<object>> {
    const { chatId, userId: who, accept } = body;
    const context = yield* findLedBy(db, userId, chatId);
    const asked = yield* db.invites.drop(chatId, who);
    if (!asked) {
      const settled = ((yield* db.groups.roleOf(chatId, who)) !== undefined) === accept;
      if (settled) return { reply: {}, changes: [] };
      throw new ApiError('not_found', { field: 'userId' });
    }
    const changes = [yield* toWaitingChange(db, chatId)];
    if (!accept) return { reply: {}, changes };
    // They have asked themselves, so whom they have blocked, and who may write to them, does not matter here.
    const found = yield* db.groups.candidates(userId, chatId, [who]);
    const ids = found.filter(({ present, full }) => !present && !full).map(({ id }) => id);
    const most = config.groupMembers;
    const entering = { chatId, by: userId, ids, now, most, requests: false, asked: true };
    changes.push(...(yield* addMembers(db, context, { ...entering, type: 'members.added' })));
    return { reply: {}, changes };
  }

  return {
    async join(ctx: Ctx, { code }: UpBody<'invite.join'>): Promise<Joined> {
      const now = clock.now();
      return await db.write(() => join(ctx.userId, code, now));
    },

    async joinRequests(
      ctx: Ctx,
      { chatId }: UpBody<'join.list'>,
    ): Promise<Outcome<UpReply<'join.list'>>> {
      return { reply: { requests: await db.read(list(ctx.userId, chatId)) }, changes: [] };
    },

    async answerJoin(ctx: Ctx, body: Answer): Promise<Outcome<object>> {
      const now = clock.now();
      return await db.write(() => answer(ctx.userId, body, now));
    },
  };
}

const tooMany = (field: string): ApiError => new ApiError('limit_reached', { field });

/** How many wait to be let in, to those who can. */
export function* toWaitingChange(db: Db, chatId: string): Tx<Change> {
  const count = yield* db.invites.countRequests(chatId);
  const event = { type: 'join.requested', body: { chatId, count } } as const;
  return { to: yield* db.groups.leaders(chatId), event };
}
