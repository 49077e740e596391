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
  isSessionActive(userId: string, sessionId: string): boolean;
  setActive(ctx: Ctx, active: boolean): void;
  /** Those of `others` who watch the person, or whom the person watches: for the rest nothing can change now. */
  listTied(ties: PresenceTies): string[];
  /** Replaces what this socket watches. `denied`: what it asked for and may not see now. */
  watch(ctx: Ctx, userIds: readonly string[], denied: readonly string[]): void;
  /** The watcher's sockets that asked for the person see them from now on, and receive the present state. */
  allow(watcherId: string, presence: Presence): void;
  /** They no longer see the person, and receive what they would have received of a person who was never here. */
  deny(watcherId: string, userId: string): void;
  /** Sends the presence to those who watch the person. */
  announce(presence: Presence): void;
};

/** What presence asks of the other nodes, and says to them, where there are any. */
export type Elsewhere = {
  isOnline(userId: string): boolean;
  /** `lastSeenAt`: null while they are online here. */
  setPerson(userId: string, lastSeenAt: number | null): void;
  /** Whether a page of the session is looked at here. */
  setSession(sessionId: string, isLookedAt: boolean): void;
  reviewPresence(ties: PresenceTies | readonly PresenceTies[]): void;
};

/** A connection that drops and returns within this time is not announced. */
const GRACE_MS = 5_000;
const TYPING_MEMBERS = 100;

export function createPresence(deps: Deps, sockets: Sockets) {
  const { db, clock } = deps;
  const online = new Set<string>();
  const leaving = new Map<string, Timer>();
  let elsewhere: Elsewhere | undefined;

  const isOnline = (userId: string): boolean =>
    online.has(userId) || elsewhere?.isOnline(userId) === true;

  /** Who is online at another node is so for everybody. */
  function announceHere(userId: string, lastSeenAt: number | null): void {
    elsewhere?.setPerson(userId, lastSeenAt);
    if (elsewhere?.isOnline(userId)) return;
    sockets.announce({ userId, online: lastSeenAt === null, lastSeenAt });
  }

  /** The last time is kept with the session, so that it outlives a restart. */
  const leave = async (userId: string, sessionId: string): Promise<void> => {
    leaving.delete(userId);
    if (sockets.isActive(userId) || !online.delete(userId)) return;
    const lastSeenAt = clock.now();
    announceHere(userId, lastSeenAt);
    await db.write(() => db.sessions.touch(sessionId, lastSeenAt));
  };

  /** Called whenever a socket opens, closes, or comes to or leaves the foreground. */
  const settlePresence = (userId: string, sessionId: string): void => {
    elsewhere?.setSession(sessionId, sockets.isSessionActive(userId, sessionId));
    const timer = leaving.get(userId);
    if (sockets.isActive(userId)) {
      clearTimeout(timer);
      leaving.delete(userId);
      if (online.has(userId)) return;
      online.add(userId);
      announceHere(userId, null);
    } else if (online.has(userId) && timer === undefined) {
      const failed = (error: unknown): void => deps.log.error('last seen not kept', { error });
      const later = setTimeout(() => void leave(userId, sessionId).catch(failed), GRACE_MS);
      leaving.set(userId, later);
    }
  };

  /** A member who may not write cannot be typing; in a large group the sign would not be read. */
  function* hearers(userId: string, chatId: string): Tx<string[]> {
    const context = yield* db.chats.context(userId, chatId);
    if (!context) throw new ApiError('not_found');
    const { audience, flags } = context;
    // Typing shows that the person is online, so it is hidden from people who wait for an answer to a request and where
    // one has blocked the other.
    if (isSecret(flags) || flags & (FLAG.blocked | FLAG.unwanted)) return [];
    if (!('chat' in audience)) return audience.filter((id) => id !== userId);
    if (!isAllowed(context, 'write')) return [];
    const members = yield* db.chats.everyone(chatId);
    return members.length > TYPING_MEMBERS ? [] : members.filter((id) => id !== userId);
  }

  function* now(userIds: readonly string[]): Tx<Presence[]> {
    const seen = yield* db.sessions.lastSeen(userIds);
    return userIds.map((userId) =>
      isOnline(userId)
        ? { userId, online: true, lastSeenAt: null }
        : { userId, online: false, lastSeenAt: seen.get(userId) ?? null },
    );
  }

  /** After a request was accepted, a block set, a setting changed, a group left: sockets that watch already follow it. */
  async function recheck(ties: PresenceTies): Promise<void> {
    const { userId } = ties;
    const others = sockets.listTied(ties);
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
  async function recheckAll(all: readonly PresenceTies[]): Promise<void> {
    for (const [n, ties] of all.entries()) {
      if (n > 0) await new Promise((resolve) => setImmediate(resolve));
      await recheck(ties);
    }
  }

  function reviewHere(ties: PresenceTies | readonly PresenceTies[]): void {
    void recheckAll('userId' in ties ? [ties] : ties).catch((error: unknown) =>
      deps.log.error('presence not reviewed', { error }),
    );
  }

  return {
    settle: settlePresence,
    reviewHere,

    review(ties: PresenceTies | readonly PresenceTies[]): void {
      reviewHere(ties);
      elsewhere?.reviewPresence(ties);
    },

    join(others: Elsewhere): void {
      elsewhere = others;
    },

    listOnline: (): string[] => [...online],

    /** Somebody has come to be online at another node, or has ceased to. */
    announceElsewhere(userId: string, lastSeenAt: number | null): void {
      if (online.has(userId)) return;
      sockets.announce({ userId, online: lastSeenAt === null, lastSeenAt });
    },

    /** At shutdown: nothing is announced, but the times of last presence are kept. */
    stop(): void {
      for (const timer of leaving.values()) clearTimeout(timer);
      leaving.clear();
    },

    async set(ctx: Ctx, { active }: UpBody<'presence.set'>): Promise<Outcome<object>> {
      sockets.setActive(ctx, active);
      settlePresence(ctx.userId, ctx.sessionId);
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
