import bowser from 'bowser';
import { ApiError } from '../../db/engine/api-error.ts';
import type { SessionRow } from '../../db/stores/sessions.ts';
import type { Session } from '../../protocol/auth.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Me } from '../../protocol/users.ts';
import type { Deps } from '../deps.ts';
import { toDisplayName } from './names.ts';
import { newSecret, sha256 } from './secrets.ts';
import { meOf, sessionOf } from './views.ts';

/** A browser stays signed in this long after it was last renewed. */
export const SESSION_MS = 90 * 24 * 3_600_000;

/** A client that is not signed in yet. */
export type Visitor = {
  address: string | null;
  userAgent: string | null;
  /** What the browser has kept of an earlier sign-in; it is not verified yet. */
  device?: string;
};
/** A session just made. `refresh` is shown once, to the browser's cookie. */
export type OpenedSession = { userId: string; sessionId: string; refresh: string };

export function newSession(
  { clock, ids }: Pick<Deps, 'clock' | 'ids'>,
  userId: string,
  device: string | undefined,
  { address, userAgent }: Visitor,
): { row: Omit<SessionRow, 'revokedAt'>; opened: OpenedSession } {
  const refresh = newSecret(ids, 4);
  const now = clock.now();
  const row = {
    id: ids.next(),
    userId,
    refreshHash: sha256(refresh),
    deviceName: deviceName(device, userAgent),
    userAgent: (userAgent ?? '').slice(0, 256),
    ip: address,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + SESSION_MS,
  };
  return { row, opened: { userId, sessionId: row.id, refresh } };
}

export function createSessions({ db, clock }: Deps) {
  type Asker = { userId: string; sessionId: string };

  async function list({ userId, sessionId }: Asker): Promise<Session[]> {
    const rows = await db.read(db.sessions.ofUser(userId, clock.now()));
    return rows.map((row) => sessionOf(row, sessionId));
  }

  /** Another person's session gives the same reply as one that does not exist. */
  async function revoke({ userId }: Asker, id: string): Promise<void> {
    const ended = await db.write(() => db.sessions.revoke(id, userId, clock.now()));
    if (!ended) throw new ApiError('not_found');
  }

  const revokeOthers = ({ userId, sessionId }: Asker): Promise<string[]> =>
    db.write(() => db.sessions.revokeOthers(userId, sessionId, clock.now()));

  /** The session that a refresh secret opens, kept for another 90 days. */
  async function refreshSession(refresh: string): Promise<Asker & { user: Me }> {
    const hash = sha256(refresh);
    const live = await db.read(db.sessions.byRefresh(hash, clock.now()));
    // A client that was signed in until then is told why it no longer is.
    if (!live && (await db.read(db.sessions.ofDisabled(hash)))) {
      throw new ApiError('account_disabled');
    }
    if (!live) throw new ApiError('unauthorized');
    return keepSession(live.session.id, live.session.userId, meOf(live.user));
  }

  /** A program's session lives on with each renewal of its token. */
  async function extendSession({ userId, sessionId }: Asker): Promise<Asker & { user: Me }> {
    const live = await db.read(db.sessions.live(sessionId, clock.now()));
    if (!live) throw new ApiError('unauthorized');
    return keepSession(sessionId, userId, meOf(live.user));
  }

  async function keepSession(sessionId: string, userId: string, user: Me) {
    await db.write(() => db.sessions.extend(sessionId, clock.now() + SESSION_MS));
    return { userId, sessionId, user };
  }

  return { list, revoke, revokeOthers, refreshSession, extendSession };
}

/** A name for the list of sessions: the client's own, or one such as "Chrome on Android" from its User-Agent. */
function deviceName(given: string | undefined, userAgent: string | null): string {
  return cleanName(given ?? '') ?? cleanName(fromUserAgent(userAgent ?? '')) ?? 'Unknown device';
}

function cleanName(name: string): string | undefined {
  try {
    return toDisplayName(name.slice(0, LIMITS.deviceName));
  } catch {
    return undefined;
  }
}

/** Programs have no browser's name; the first word of their User-Agent is what they call themselves. */
function fromUserAgent(userAgent: string): string {
  if (userAgent === '') return '';
  const { browser, os } = bowser.parse(userAgent.slice(0, 512));
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return browser.name || userAgent.split(/[/\s]/)[0] || '';
}
