import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { UserRow } from '../../db/stores/user-row.ts';
import { fold } from '../../protocol/fold.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { nameQuery } from '../../protocol/names.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { Privacy, User } from '../../protocol/users.ts';
import { toAbout, toDisplayName } from '../auth/names.ts';
import { meOf, userOf } from '../auth/views.ts';
import type { Ctx, FileRelease, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';

function settingsOf({ whoWrites, lastSeen }: UserRow): Privacy {
  return { whoWrites, lastSeen };
}

export function createUsers({ db }: Pick<Deps, 'db'>, files: FileRelease) {
  /** By username, however it was typed; a deleted account is none. */
  async function profile(username: string): Promise<User> {
    const row = await db.read(db.users.byKey(fold(username.trim())));
    if (!row || row.deletedAt !== null) throw new ApiError('not_found');
    return userOf(row);
  }

  async function mustBeUser(userId: string): Promise<UserRow> {
    const row = await db.read(db.users.byId(userId));
    if (!row) throw new ApiError('unauthorized');
    return row;
  }

  /** One that another person has made is answered like one that is not there. */
  function* setAvatar(userId: string, avatar: string | null): Tx<void> {
    if (avatar !== null && !(yield* db.avatars.isOwn(userId, avatar)))
      throw new ApiError('not_found', { field: 'avatar' });
    yield* db.users.setAvatar(userId, avatar);
  }

  return {
    profile,

    /** An empty query finds no people: the members of a server are not a list to be read through. */
    async find(ctx: Ctx, { q }: UpBody<'user.find'>): Promise<Outcome<UpReply<'user.find'>>> {
      const asked = nameQuery(q);
      if (asked.raw === '') return { reply: { users: [] }, changes: [] };
      const rows = await db.read(db.users.find(asked, LIMITS.people, ctx.userId));
      return { reply: { users: rows.map(userOf) }, changes: [] };
    },

    async get(_ctx: Ctx, { username }: UpBody<'user.get'>): Promise<Outcome<UpReply<'user.get'>>> {
      return { reply: { user: await profile(username) }, changes: [] };
    },

    async meGet(ctx: Ctx, _body: object): Promise<Outcome<UpReply<'me.get'>>> {
      return { reply: { user: meOf(await mustBeUser(ctx.userId)) }, changes: [] };
    },

    /**
     * Names and pictures are announced to people who share a chat with the person. Settings are announced only to the person's other
     * devices, which ask `me.get` when they get an event about themselves.
     */
    async meUpdate(ctx: Ctx, body: UpBody<'me.update'>): Promise<Outcome<UpReply<'me.update'>>> {
      const displayName =
        body.displayName === undefined ? undefined : toDisplayName(body.displayName);
      const about = body.about === undefined ? undefined : toAbout(body.about);
      const { userId } = ctx;
      const before = await mustBeUser(userId);
      const { avatarFile } = before;
      const avatar = body.avatar === avatarFile ? undefined : body.avatar;
      const privacy = body.privacy ?? {};
      const named = displayName !== undefined || about !== undefined;
      const isProfileChange = named || avatar !== undefined;
      const set = { ...settingsOf(before), ...privacy };
      const seen = set.lastSeen !== before.lastSeen;
      const kept = !seen && set.whoWrites === before.whoWrites;
      if (!isProfileChange && kept) return { reply: { user: meOf(before) }, changes: [] };
      const partners = await db.write(function* () {
        if (named) yield* db.users.update(userId, { displayName, about });
        if (avatar !== undefined) yield* setAvatar(userId, avatar);
        if (!kept) yield* db.users.setPrivacy(userId, privacy);
        return isProfileChange || seen ? yield* db.users.partners(userId) : [];
      });
      if (about !== undefined && about !== before.about) db.scrub();
      if (avatar !== undefined && avatarFile !== null) files.release([avatarFile]);
      const row = await mustBeUser(userId);
      const event = { type: 'user.changed', body: { user: userOf(row) } } as const;
      const changes = [
        { to: isProfileChange ? [userId, ...partners] : [userId], event, exceptSender: true },
      ];
      const reply = { user: meOf(row) };
      return seen ? { reply, changes, ties: { userId, others: partners } } : { reply, changes };
    },
  };
}
