import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatReply } from '../../protocol/chats.ts';
import type { MemberAddBody } from '../../protocol/groups.ts';
import { nameQuery } from '../../protocol/names.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { userOf } from '../auth/views.ts';
import { mustBeAllowed } from '../chats/rights.ts';
import { readChatSnapshot } from '../chats/settings-effects.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { groupOf } from './access.ts';
import { addMembers, findNewcomers } from './entering.ts';

type Listed = UpReply<'member.list'>;
const PAGE = 50;

export function createMembers({ db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>) {
  function* add(userId: string, body: MemberAddBody, now: number): Tx<Outcome<ChatReply>> {
    const { chatId } = body;
    const context = yield* groupOf(db, userId, chatId);
    mustBeAllowed(context, 'addPeople');
    const ids = yield* findNewcomers(db, userId, chatId, body.userIds);
    if (ids.length === 0) yield* mustBeIn(chatId, body.userIds);
    const entering = {
      chatId,
      by: userId,
      ids,
      now,
      most: config.groupMembers,
      requests: config.requests === 'on',
    };
    const changes = yield* addMembers(db, context, { ...entering, type: 'members.added' });
    return { reply: yield* readChatSnapshot(db, userId, chatId), changes };
  }

  /** Used where no one could be added by this asker: a link still lets these people come by themselves. */
  function* mustBeIn(chatId: string, userIds: readonly string[]): Tx<void> {
    for (const id of userIds)
      if ((yield* db.groups.roleOf(chatId, id)) === undefined)
        throw new ApiError('forbidden', { field: 'userIds' });
  }

  function* page(userId: string, body: UpBody<'member.list'>): Tx<Listed> {
    const { chatId, userIds, after = '', limit = PAGE } = body;
    yield* groupOf(db, userId, chatId);
    if (userIds) return yield* these(userId, chatId, userIds);
    const asked = { userId, chatId, q: nameQuery(body.q ?? ''), after };
    const rows = yield* db.groups.page({ ...asked, limit: limit + 1 });
    const members = rows.slice(0, limit);
    const users = yield* db.users.byIds(members.map((member) => member.userId));
    const next = rows.length > limit ? (members.at(-1)?.userId ?? null) : null;
    return { members, users: users.map(userOf), next };
  }

  /** People who have left are included, since their messages are still there. */
  function* these(userId: string, chatId: string, ids: readonly string[]): Tx<Listed> {
    const members = yield* db.groups.these(userId, chatId, ids);
    const users = yield* db.users.byIds(yield* db.groups.everIn(chatId, ids));
    return { members, users: users.map(userOf), next: null };
  }

  return {
    async addMembers(ctx: Ctx, body: MemberAddBody): Promise<Outcome<ChatReply>> {
      const now = clock.now();
      return await db.write(() => add(ctx.userId, body, now));
    },

    async members(ctx: Ctx, body: UpBody<'member.list'>): Promise<Outcome<Listed>> {
      return { reply: await db.read(page(ctx.userId, body)), changes: [] };
    },
  };
}
