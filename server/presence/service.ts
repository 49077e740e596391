import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { FLAG } from '../../db/stores/membership-flags.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { isAllowed } from '../chats/rights.ts';
import { isSecret } from '../chats/settings-effects.ts';
import type { Ctx, Outcome, PresenceTies } from '../context.ts';
import type { Deps } from '../deps.ts';

/** What presence needs of the sockets; the hub gives it (layer 4 stays above this file). */
export type Sockets = {
  /** Whether any of the person's sockets is in the foreground. */
  isActive(userId: string): boolean;
  setActive(ctx: Ctx, active: boolean): void;
  /** Those of `others` who watch the person, or whom the person watches: for the rest nothing can change now. */
  tied(ties: PresenceTies): string[];
  /** Replaces what this socket watches. `denied`: what it asked for and may not see now. */
  watch(ctx: Ctx, userIds: readonly string[], denied: readonly string[]): void;
  /** The watcher's sockets that asked for the person see them from now on, and receive the present state. */
  allow(watcherId: string, presence: Presence): void;
  /** They no longer see the person, and receive what they would have received of a person who was never here. */
  deny(watcherId: string, userId: string): void;
  /** Sends the presence to those who watch the person. */
  announce(presence: Presence): void;
};

/** A connection that drops and returns within this time is not announced. */
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

  /** A member who may not write cannot be typing; in a large group the sign would not be read. */
  function* hearers(userId: string, chatId: string): Tx<string[]> {
    const head = yield* db.chats.context(userId, chatId);
    if (!head) throw new ApiError('not_found');
    const { audience, flags } = head;
    // Typing shows that the person is online, so it is hidden from people who wait for an answer to a request and where
    // one has blocked the other.
    if (isSecret(flags) || flags & (FLAG.blocked | FLAG.unwanted)) return [];
    if (!('chat' in audience)) return audience.filter((id) => id !== userId);
    if (!isAllowed(head, 'write')) return [];
    const members = yield* db.chats.everyone(chatId);
    return members.length > TYPING_MEMBERS ? [] : members.filter((id) => id !== userId);
  }

  function* now(userIds: readonly string[]): Tx<Presence[]> {
    const seen = yield* db.sessions.lastSeen(userIds);
    return userIds.map((userId) =>
      online.has(userId)
        ? { userId, online: true, lastSeenAt: null }
        : { userId, online: false, lastSeenAt: seen.get(userId) ?? null },
    );
  }

  /** After a request was accepted, a block set, a setting changed, a group left: sockets that watch already follow it. */
  async function look(ties: PresenceTies): Promise<void> {
    const { userId } = ties;
    const others = sockets.tied(ties);
    if (others.length === 0) return;
    const [mine] = await db.read(now([userId]));
    const seers = new Set(await db.read(db.blocks.seers(userId, others)));
    const seen = new Set(await db.read(db.blocks.seen(userId, others)));
    const theirs = await db.read(now([...seen]));
    for (const other of others) {
      if (mine && seers.has(other)) sockets.allow(other, mine);
      else sockets.deny(other, userId);
      if (!seen.has(other)) sockets.deny(userId, other);
    }
    for (const presence of theirs) sockets.allow(userId, presence);
  }

  /** Of a large group these are many pairs: others are served between them. */
  async function lookAtAll(all: readonly PresenceTies[]): Promise<void> {
    for (const [n, ties] of all.entries()) {
      if (n > 0) await new Promise((resolve) => setImmediate(resolve));
      await look(ties);
    }
  }

  return {
    settle,

    review(ties: PresenceTies | readonly PresenceTies[]): void {
      void lookAtAll('userId' in ties ? [ties] : ties).catch((error: unknown) =>
        deps.log.error('presence not reviewed', { error }),
      );
    },

    /** At shutdown: nothing is announced, but the times of last presence are kept. */
    stop(): void {
      for (const timer of leaving.values()) clearTimeout(timer);
      leaving.clear();
    },

    async set(ctx: Ctx, { active }: UpBody<'presence.set'>): Promise<Outcome<object>> {
      sockets.setActive(ctx, active);
      settle(ctx.userId, ctx.sessionId);
      return { reply: {}, changes: [] };
    },

    /**
     * Only people who share a chat with the asker and let them see it; about the others nothing is said, not even that
     * they exist.
     */
    async watch(
      ctx: Ctx,
      { userIds }: UpBody<'presence.watch'>,
    ): Promise<Outcome<UpReply<'presence.watch'>>> {
      const allowed = await db.read(db.blocks.seen(ctx.userId, userIds));
      const may = new Set(allowed);
      const denied = userIds.filter((userId) => !may.has(userId));
      sockets.watch(ctx, allowed, denied);
      return { reply: { presence: await db.read(now(allowed)) }, changes: [] };
    },

    async typing(ctx: Ctx, { chatId, on }: UpBody<'typing'>): Promise<Outcome<object>> {
      const to = await db.read(hearers(ctx.userId, chatId));
      const event = { type: 'typing', body: { chatId, userId: ctx.userId, on } } as const;
      return { reply: {}, changes: to.length > 0 ? [{ to, event }] : [] };
    },
  };
}
