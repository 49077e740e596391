import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { OneTimeLink } from '../../protocol/accounts.ts';
import type { ResetBody } from '../../protocol/auth.ts';
import type { Deps } from '../deps.ts';
import { checkNewPassword, type Passwords } from './passwords.ts';
import { newSecret, sha256 } from './secrets.ts';

/** Long enough to be handed over by other ways than this messenger, short enough not to lie about. */
const RESET_MS = 3 * 24 * 3_600_000;

/**
 * A link by which a person chooses a new password. No other person learns the password, not even the maker of the link.
 */
export function createResets({ db, clock, ids, log }: Deps, passwords: Passwords) {
  function* owner(secret: string, now: number): Tx<{ id: string; username: string }> {
    const link = yield* db.links.live(sha256(secret), 'password', now);
    const user = link?.userId ? yield* db.users.byId(link.userId) : undefined;
    if (!user || user.deletedAt !== null) throw new ApiError('link_invalid');
    return { id: user.id, username: user.username };
  }

  return {
    /** For the caller's own transaction. The link before it opens nothing any more. */
    prepare(userId: string, now: number): { link: OneTimeLink; save(): Tx<void> } {
      const secret = newSecret(ids, 2);
      const expiresAt = now + RESET_MS;
      const row = { hash: sha256(secret), kind: 'password' as const, userId };
      return {
        link: { path: `/reset#${secret}`, expiresAt },
        *save() {
          yield* db.links.forget('password', userId, now);
          yield* db.links.create({ ...row, createdAt: now, expiresAt });
        },
      };
    },

    async findOwner(secret: string): Promise<{ username: string }> {
      const { username } = await db.read(owner(secret, clock.now()));
      return { username };
    },

    /** Works once: of two requests with one link the first succeeds. Returns the sessions that it ended. */
    async reset({ secret, password }: ResetBody): Promise<{ username: string; ended: string[] }> {
      const now = clock.now();
      await db.read(owner(secret, now));
      checkNewPassword(password);
      const hash = await passwords.hash(password);
      const done = await db.write(function* () {
        const { id, username } = yield* owner(secret, now);
        yield* db.links.forget('password', id, now);
        yield* db.users.setPassword(id, hash);
        return { id, username, ended: yield* db.sessions.revokeAll(id, now) };
      });
      log.info('password reset by link', { user: done.id });
      return done;
    },
  };
}
