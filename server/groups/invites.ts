import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { InviteRow } from '../../db/stores/invites.ts';
import type { Invite } from '../../protocol/groups.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isLeader } from '../../protocol/rules/rights.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { mustBeAllowed } from '../chats/rights.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { groupOf } from './access.ts';

type Preview = UpReply<'invite.get'>;

/** Links into a group: made by members who may add people; revoked by their maker, the owner and admins. */
export function createInvites({ db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>) {
  function* add(row: Omit<InviteRow, 'uses'>): Tx<Invite> {
    const { chatId, createdBy, createdAt, expiresAt } = row;
    mustBeAllowed(yield* groupOf(db, createdBy, chatId), 'addPeople');
    if (expiresAt !== null && expiresAt <= createdAt)
      throw new ApiError('invalid', { field: 'expiresAt' });
    const open = yield* db.invites.ofChat(chatId, createdAt);
    if (open.length >= LIMITS.invites) throw new ApiError('limit_reached', { field: 'chatId' });
    yield* db.invites.create(row);
    return inviteOf({ ...row, uses: 0 });
  }

  /** The owner and admins see all links, other members their own. */
  function* list(userId: string, chatId: string, now: number): Tx<Invite[]> {
    const context = yield* groupOf(db, userId, chatId);
    const open = yield* db.invites.ofChat(chatId, now);
    return open.filter((row) => isLeader(context.role) || row.createdBy === userId).map(inviteOf);
  }

  function* revoke(userId: string, chatId: string, code: string, now: number): Tx<void> {
    const context = yield* groupOf(db, userId, chatId);
    const maker = yield* db.invites.makerOf(chatId, code);
    if (maker === undefined || (!isLeader(context.role) && maker !== userId))
      throw new ApiError('not_found');
    yield* db.invites.revoke(chatId, code, now);
  }

  function* preview(userId: string, code: string, now: number): Tx<Preview> {
    const door = yield* db.invites.door(code, userId, now);
    if (!door) throw new ApiError('invite_invalid');
    if (door.expelled) throw new ApiError('forbidden');
    const { title, about, approval, avatar, chatId, inside } = door;
    const memberCount = yield* db.groups.count(chatId);
    const held = inside === 1 ? chatId : null;
    return { title, about, memberCount, approval: approval === 1, avatar, chatId: held };
  }

  return {
    async createInvite(
      ctx: Ctx,
      body: UpBody<'invite.create'>,
    ): Promise<Outcome<UpReply<'invite.create'>>> {
      const row = {
        // Two ids of 64 random bits: 128 bits cannot be guessed.
        code: ids.next() + ids.next(),
        chatId: body.chatId,
        createdBy: ctx.userId,
        createdAt: clock.now(),
        expiresAt: body.expiresAt ?? null,
        usesLeft: body.uses ?? null,
        approval: body.approval === true ? 1 : 0,
      };
      return { reply: { invite: await db.write(() => add(row)) }, changes: [] };
    },

    async invites(
      ctx: Ctx,
      { chatId }: UpBody<'invite.list'>,
    ): Promise<Outcome<UpReply<'invite.list'>>> {
      const invites = await db.read(list(ctx.userId, chatId, clock.now()));
      return { reply: { invites }, changes: [] };
    },

    async revokeInvite(
      ctx: Ctx,
      { chatId, code }: UpBody<'invite.revoke'>,
    ): Promise<Outcome<object>> {
      const now = clock.now();
      await db.write(() => revoke(ctx.userId, chatId, code, now));
      return { reply: {}, changes: [] };
    },

    /** For a signed-in person who holds the link. */
    async invite(ctx: Ctx, { code }: UpBody<'invite.get'>): Promise<Outcome<Preview>> {
      return { reply: await db.read(preview(ctx.userId, code, clock.now())), changes: [] };
    },
  };
}

function inviteOf({ chatId: _, approval, ...row }: InviteRow): Invite {
  return { ...row, approval: approval === 1 };
}
