import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { AccountRow } from '../../db/stores/accounts.ts';
import type {
  Account,
  AccountCreateBody,
  AccountUpdateBody,
  OneTimeLink,
} from '../../protocol/accounts.ts';
import { NO_PASSWORD, newAccount, usernameTaken, withPassword } from '../auth/new-account.ts';
import { checkNewPassword, type Passwords } from '../auth/passwords.ts';
import type { createResets } from '../auth/reset.ts';
import { userOf } from '../auth/views.ts';
import type { Announcer, Change } from '../context.ts';
import type { Deps } from '../deps.ts';
import { type Actor, mustLeaveAnAdmin } from './last-admin.ts';
import { accountOf } from './views.ts';

type Done = { account: Account; changes: Change[]; ended: string[] };
type Resets = ReturnType<typeof createResets>;

/** What administrators do to accounts. Each action is written to the audit log in its own transaction. */
export function createAccountChanges(
  deps: Deps,
  { passwords, resets, announcer }: { passwords: Passwords; resets: Resets; announcer: Announcer },
) {
  const { db, clock } = deps;

  function* mustExist(userId: string, now: number): Tx<AccountRow> {
    const row = yield* db.accounts.account(userId, now);
    if (!row) throw new ApiError('not_found');
    return row;
  }

  function* update(actor: Actor, userId: string, body: AccountUpdateBody, now: number) {
    const before = yield* mustExist(userId, now);
    const after = toSettable(before, body, now);
    if (after.role !== 'admin' || after.disabledAt !== null) yield* mustLeaveAnAdmin(db, before);
    yield* db.accounts.set(after);
    for (const action of toAuditActions(before, after))
      yield* db.audit.add({ at: now, actorId: actor, target: userId, ...action });
    const shut = before.disabledAt === null && after.disabledAt !== null;
    const ended = shut ? yield* db.sessions.revokeAll(userId, now) : [];
    const user = yield* db.users.byId(userId);
    const event = user && ({ type: 'user.changed', body: { user: userOf(user) } } as const);
    // Their devices ask `me.get`: it is there that the role stands.
    const changes = event && before.role !== after.role ? [{ to: [userId], event }] : [];
    return { account: accountOf(yield* mustExist(userId, now)), changes, ended };
  }

  const announce = ({ account, changes, ended }: Done): Account => {
    announcer.publish(changes);
    announcer.endSessions(ended);
    return account;
  };

  return {
    async update(actor: Actor, userId: string, body: AccountUpdateBody): Promise<Account> {
      const now = clock.now();
      return announce(await db.write(() => update(actor, userId, body, now)));
    },

    /** With a password, or with a one-time link by which its person chooses one. */
    async create(
      actor: Actor,
      body: AccountCreateBody & { password?: string },
    ): Promise<{ account: Account; link?: OneTimeLink }> {
      const now = clock.now();
      const row = newAccount(deps, body, body.role ?? 'user');
      if (body.password !== undefined) checkNewPassword(body.password);
      const hash = body.password === undefined ? NO_PASSWORD : await passwords.hash(body.password);
      const reset = hash === NO_PASSWORD ? resets.prepare(row.id, now) : undefined;
      const account = await db.write(function* () {
        if (!(yield* db.users.create(withPassword(row, hash)))) throw usernameTaken();
        if (reset) yield* reset.save();
        const action = { action: 'user.create', target: row.id, details: { role: row.role } };
        yield* db.audit.add({ at: now, actorId: actor, ...action });
        return accountOf(yield* mustExist(row.id, now));
      });
      return reset ? { account, link: reset.link } : { account };
    },

    /** Ends all sessions of the account. Returns how many they were. */
    async logout(actor: Actor, userId: string): Promise<number> {
      const now = clock.now();
      const ended = await db.write(function* () {
        yield* mustExist(userId, now);
        const sessions = yield* db.sessions.revokeAll(userId, now);
        const details = { sessions: sessions.length };
        const action = { action: 'user.logout', target: userId, details };
        yield* db.audit.add({ at: now, actorId: actor, ...action });
        return sessions;
      });
      announcer.endSessions(ended);
      return ended.length;
    },

    async resetLink(actor: Actor, userId: string): Promise<OneTimeLink> {
      const now = clock.now();
      const reset = resets.prepare(userId, now);
      await db.write(function* () {
        yield* mustExist(userId, now);
        yield* reset.save();
        yield* db.audit.add({ at: now, actorId: actor, action: 'user.reset', target: userId });
      });
      return reset.link;
    },

    /** Used by the owner of the data folder; ends all sessions of the account. */
    async setPassword(actor: Actor, userId: string, password: string): Promise<void> {
      const now = clock.now();
      checkNewPassword(password);
      const hash = await passwords.hash(password);
      const ended = await db.write(function* () {
        yield* mustExist(userId, now);
        yield* db.users.setPassword(userId, hash);
        yield* db.links.forget('password', userId, now);
        yield* db.audit.add({ at: now, actorId: actor, action: 'user.password', target: userId });
        return yield* db.sessions.revokeAll(userId, now);
      });
      announcer.endSessions(ended);
    },
  };
}

type Settable = Pick<AccountRow, 'id' | 'role' | 'disabledAt' | 'inviteQuota'>;

function toSettable(before: Settable, body: AccountUpdateBody, now: number): Settable {
  const { id, role, disabledAt, inviteQuota } = before;
  const disabled = body.disabled ?? disabledAt !== null;
  return {
    id,
    role: body.role ?? role,
    disabledAt: disabled ? (disabledAt ?? now) : null,
    inviteQuota: body.inviteQuota === undefined ? inviteQuota : body.inviteQuota,
  };
}

function toAuditActions(before: Settable, after: Settable) {
  const actions: { action: string; details?: Record<string, unknown> }[] = [];
  if (before.role !== after.role)
    actions.push({ action: 'user.role', details: { role: after.role } });
  if (before.disabledAt === null && after.disabledAt !== null)
    actions.push({ action: 'user.disable' });
  if (before.disabledAt !== null && after.disabledAt === null)
    actions.push({ action: 'user.enable' });
  if (before.inviteQuota !== after.inviteQuota)
    actions.push({ action: 'user.quota', details: { inviteQuota: after.inviteQuota } });
  return actions;
}
