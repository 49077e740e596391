import type { Script } from '../../db/engine.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { may } from '../chats/rights.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';

/** What presence needs of the sockets; the hub gives it (layer 4 stays above this file). */
export type Sockets = {
  /** Whether any of the person's sockets is in the foreground. */
  isActive(userId: string): boolean;
  setActive(ctx: Ctx, active: boolean): void;
  /** Replaces what this socket watches. */
  watch(ctx: Ctx, userIds: readonly string[]): void;
  /** To whoever watches the person. */
  announce(presence: Presence): void;
};

/** A link that drops and returns within this time is not worth telling anybody. */
const GRACE_MS = 5_000;
const TYPING_MEMBERS = 100;

export function createPresence(deps: Deps, sockets: Sockets) {
  const { db, clock } = deps;
  const online = new Set<string>();
  const leaving = new Map<string, Timer>();

  /** The last time is kept with the session, so that it outlives a restart. */
  const leave = async (userId: string, sessionId: string): Promise<void> => {
    leaving.delete(userId);
    if (sockets.isActive(userId) || !online.delete(userId)) return;
    const lastSeenAt = clock.now();
    sockets.announce({ userId, online: false, lastSeenAt });
    await db.write(() => db.sessions.touch(sessionId, lastSeenAt));
  };

  /** Called whenever a socket opens, closes, or comes to or leaves the foreground. */
  const settle = (userId: string, sessionId: string): void => {
    const timer = leaving.get(userId);
    if (sockets.isActive(userId)) {
      clearTimeout(timer);
      leaving.delete(userId);
      if (online.has(userId)) return;
      online.add(userId);
      sockets.announce({ userId, online: true, lastSeenAt: null });
    } else if (online.has(userId) && timer === undefined) {
      const failed = (error: unknown): void => deps.log.error('last seen not kept', { error });
      const later = setTimeout(() => void leave(userId, sessionId).catch(failed), GRACE_MS);
      leaving.set(userId, later);
    }
  };

  /** Whoever may not write types nothing; in a large group nobody would look at it. */
  function* hearers(userId: string, chatId: string): Script<string[]> {
    const head = yield* db.chats.head(userId, chatId);
    if (!head) throw new Refusal('not_found');
    const { audience } = head;
    if (!('chat' in audience)) return audience.filter((id) => id !== userId);
    if (!may(head, 'write')) return [];
    const members = yield* db.chats.everyone(chatId);
    return members.length > TYPING_MEMBERS ? [] : members.filter((id) => id !== userId);
  }

  return {
    settle,

    /** At shutdown: nobody is announced, but when they were here is kept. */
    stop(): void {
      for (const timer of leaving.values()) clearTimeout(timer);
      leaving.clear();
    },

    async set(ctx: Ctx, { active }: UpBody<'presence.set'>): Promise<Outcome<object>> {
      sockets.setActive(ctx, active);
      settle(ctx.userId, ctx.sessionId);
      return { reply: {}, changes: [] };
    },

    /** Only people who share a chat with the asker; about the others nothing is said, not even that they exist. */
    async watch(
      ctx: Ctx,
      { userIds }: UpBody<'presence.watch'>,
    ): Promise<Outcome<UpReply<'presence.watch'>>> {
      const allowed = await db.read(db.users.sharing(ctx.userId, userIds));
      sockets.watch(ctx, allowed);
      const seen = await db.read(db.sessions.lastSeen(allowed));
      const presence = allowed.map((userId) =>
        online.has(userId)
          ? { userId, online: true, lastSeenAt: null }
          : { userId, online: false, lastSeenAt: seen.get(userId) ?? null },
      );
      return { reply: { presence }, changes: [] };
    },

    async typing(ctx: Ctx, { chatId, on }: UpBody<'typing'>): Promise<Outcome<object>> {
      const to = await db.read(hearers(ctx.userId, chatId));
      const event = { type: 'typing', body: { chatId, userId: ctx.userId, on } } as const;
      return { reply: {}, changes: to.length > 0 ? [{ to, event }] : [] };
    },
  };
}
