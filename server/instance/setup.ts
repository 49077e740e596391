import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { OneTimeLink } from '../../protocol/accounts.ts';
import type { ServerSettings, SetupBody } from '../../protocol/server-settings.ts';
import type { Me } from '../../protocol/users.ts';
import { newAccount, usernameTaken, withPassword } from '../auth/new-account.ts';
import { checkNewPassword, type Passwords } from '../auth/passwords.ts';
import { newSecret, sha256 } from '../auth/secrets.ts';
import { newSession, type OpenedSession, type Visitor } from '../auth/sessions.ts';
import { meOf } from '../auth/views.ts';
import type { Deps } from '../deps.ts';
import type { CurrentSettings } from './settings.ts';

const SETUP_MS = 24 * 3_600_000;

/** The first administrator is made by a link that only the person who starts the server sees. */
export function createSetup(deps: Deps, passwords: Passwords, instance: CurrentSettings) {
  const { db, clock, ids, log } = deps;

  function* mustOpen(secret: string, now: number): Tx<void> {
    const link = yield* db.links.live(sha256(secret), 'admin', now);
    if (!link || (yield* db.accounts.hasAdmin())) throw new ApiError('link_invalid');
  }

  return {
    /** Returns a new link; the previous one opens nothing any more. None when the server has an administrator. */
    async link(): Promise<OneTimeLink | undefined> {
      const [secret, now] = [newSecret(ids, 2), clock.now()];
      const expiresAt = now + SETUP_MS;
      const made = await db.write(function* () {
        if (yield* db.accounts.hasAdmin()) return false;
        yield* db.links.forget('admin', null, now);
        const hash = sha256(secret);
        yield* db.links.create({ hash, kind: 'admin', userId: null, createdAt: now, expiresAt });
        return true;
      });
      return made ? { path: `/setup#${secret}`, expiresAt } : undefined;
    },

    async checkLink(secret: string): Promise<{ server: ServerSettings }> {
      await db.read(mustOpen(secret, clock.now()));
      return { server: instance.now() };
    },

    /** All or nothing, once: of two who come with one link the first is the administrator. */
    async setUp(body: SetupBody, visitor: Visitor): Promise<OpenedSession & { user: Me }> {
      const now = clock.now();
      await db.read(mustOpen(body.secret, now));
      const account = newAccount(deps, body, 'admin');
      checkNewPassword(body.password);
      const row = withPassword(account, await passwords.hash(body.password));
      const session = newSession(deps, row.id, body.deviceName, visitor);
      const done = await db.write(function* () {
        yield* mustOpen(body.secret, now);
        yield* db.links.forget('admin', null, now);
        if (!(yield* db.users.create(row))) throw usernameTaken();
        yield* db.sessions.create(session.row);
        yield* db.audit.add({ at: now, actorId: row.id, action: 'setup', target: row.id });
        const by = { actorId: row.id, now };
        const changes = yield* instance.change(instance.free(body.server ?? {}), by);
        return { changes, user: yield* db.users.byId(row.id) };
      });
      instance.apply(done.changes);
      if (!done.user) throw new Error('an account without its row');
      log.info('set up', { user: row.id, address: visitor.address });
      return { ...session.opened, user: meOf(done.user) };
    },
  };
}
