import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { LoginBody, PasswordBody, RegisterBody } from '../../protocol/auth.ts';
import type { Me } from '../../protocol/users.ts';
import type { Deps } from '../deps.ts';
import { limitKey } from '../http/network.ts';
import { Limiter } from '../limits.ts';
import type { KnownDevices } from './known-devices.ts';
import { toUsername } from './names.ts';
import { newAccount, usernameTaken, withPassword } from './new-account.ts';
import { checkNewPassword, type Passwords } from './passwords.ts';
import type { RegistrationPolicy } from './registration-policy.ts';
import { newSession, type OpenedSession, type Visitor } from './sessions.ts';
import { meOf } from './views.ts';

const MINUTE = 60_000;
/** Of one sign-in, while others renew the hash or choose another password. */
const RETRIES = 3;

/** In the commit of what was proved: that the password is still the one by which it was. */
export type Proof = () => Tx<void>;

type Parts = {
  passwords: Passwords;
  gate: RegistrationPolicy;
  familiar: Pick<KnownDevices, 'budgetOf'>;
};
/** The account that a sign-in tries, by its name, whether or not it exists. */
type Attempt = { account: string; password: string; hash: string | undefined };

export function createAuth(deps: Deps, { passwords, gate, familiar }: Parts) {
  const { db, clock, config, log } = deps;
  const byAddress = new Limiter({ tokens: config.authLimit, perMs: MINUTE });
  // Of one account: what all strangers have together, and each device or address that is known for itself.
  const byAccount = new Limiter({ tokens: 2 * config.authLimit, perMs: MINUTE });
  let older: Promise<string | undefined> | undefined;

  /** Looked for once, and again after each renewal: there are ever fewer. */
  const olderHash = (): Promise<string | undefined> => {
    older ??= db.read(db.users.bcrypt());
    return older;
  };

  /** Counts an attempt against a budget; a right password is none, and gives the token back. */
  async function verifyFor({ account, password, hash }: Attempt, own?: string) {
    const budget = own ?? account;
    byAccount.take(budget);
    const tried = { hash, familiar: own !== undefined, older: await olderHash() };
    const verdict = await passwords.verify(password, tried);
    if (!verdict.ok) throw new ApiError('credentials_wrong');
    byAccount.giveBack(budget);
    return verdict;
  }

  async function register(
    body: RegisterBody,
    visitor: Visitor,
  ): Promise<OpenedSession & { user: Me }> {
    byAddress.take(limitKey(visitor.address));
    await gate.checkInvite(body.invite);
    const account = newAccount(deps, body, 'user');
    checkNewPassword(body.password);
    // Before the hash, so that trying taken names costs the server nothing; `create` is what decides.
    if (await db.read(db.users.byKey(account.usernameKey))) throw usernameTaken();
    const row = withPassword(account, await passwords.hash(body.password));
    const session = newSession(deps, row.id, body.deviceName, visitor);
    await db.write(function* () {
      const invitedBy = yield* gate.enter(body.invite, clock.now());
      if (!(yield* db.users.create({ ...row, invitedBy }))) throw usernameTaken();
      yield* db.sessions.create(session.row);
    });
    log.info('registered', { user: row.id, address: visitor.address });
    const privacy = { whoWrites: 'everyone', lastSeen: 'everyone' } as const;
    const user = meOf({ ...row, ...privacy, deletedAt: null, avatarFile: null });
    return { ...session.opened, user };
  }

  /** `ended`: sessions that had to make room. */
  async function login(
    body: LoginBody,
    visitor: Visitor,
  ): Promise<OpenedSession & { user: Me; ended: string[] }> {
    const username = loginName(body.username);
    const known = await db.read(db.users.credentials(username));
    const budget = await familiar.budgetOf(known?.id ?? '', visitor);
    // A person who shares an address with a guesser is not locked out with them, where the browser is known.
    if (!budget?.device) byAddress.take(limitKey(visitor.address));
    for (let tried = 0; ; tried++) {
      const entered = await enter({ username, budget: budget?.key }, body, visitor);
      if (entered) return entered;
      if (tried === RETRIES) throw new ApiError('busy', { retryAfterMs: 1000 });
    }
  }

  /** Nothing: the password was changed while it was looked at, and has to be looked at once more. */
  async function enter(
    { username, budget }: { username: string; budget: string | undefined },
    body: LoginBody,
    visitor: Visitor,
  ): Promise<(OpenedSession & { user: Me; ended: string[] }) | undefined> {
    const known = await db.read(db.users.credentials(username));
    const attempt = { account: username, password: body.password, hash: known?.hash };
    const { stale } = await verifyFor(attempt, budget).catch((error) => {
      // Without the name that was typed: people type their password there.
      log.warn('sign-in refused', { address: visitor.address });
      throw error;
    });
    const user = known && (await db.read(db.users.byId(known.id)));
    if (!user) throw new ApiError('credentials_wrong');
    // This comes last: a client that does not know the password learns nothing of the account.
    if (user.disabledAt !== null) throw new ApiError('account_disabled');
    const renewed = stale ? await passwords.hash(body.password) : undefined;
    const session = newSession(deps, user.id, body.deviceName, visitor);
    const ended = await db.write(function* () {
      // It may have been disabled or deleted while the password was looked at, or another one chosen.
      const still = yield* db.users.byId(user.id);
      if (still?.disabledAt !== null) throw new ApiError('account_disabled');
      if (still.deletedAt !== null) throw new ApiError('credentials_wrong');
      const now = yield* db.users.credentials(still.usernameKey);
      if (now?.hash !== known.hash) return undefined;
      if (renewed) yield* db.users.setPassword(user.id, renewed);
      return yield* db.sessions.create(session.row);
    });
    if (renewed) older = undefined;
    if (!ended) return undefined;
    log.info('signed in', { user: user.id, address: visitor.address });
    return { ...session.opened, user: meOf(user), ended };
  }

  /**
   * Checks that the signed-in person knows the password too; throws `credentials_wrong`, and so does the function that
   * it returns.
   */
  async function prove(userId: string, password: string): Promise<Proof> {
    const user = await db.read(db.users.byId(userId));
    const known = user && (await db.read(db.users.credentials(user.usernameKey)));
    const attempt = { account: userId, password, hash: known?.hash };
    // A signed-in person is no stranger, and what strangers try is not counted against them.
    await verifyFor(attempt, `${userId} signed in`);
    return still(user?.usernameKey ?? '', known?.hash);
  }

  /** Of several changes that were proved by one password the first is made; the others prove what is no password now. */
  function still(usernameKey: string, hash: string | undefined): Proof {
    return function* () {
      const now = yield* db.users.credentials(usernameKey);
      if (now?.hash !== hash) throw new ApiError('credentials_wrong');
    };
  }

  /** Returns the ids of the sessions that it ended: all but the asking one. */
  async function changePassword(
    who: { userId: string; sessionId: string },
    { current, next }: PasswordBody,
  ): Promise<string[]> {
    const proved = await prove(who.userId, current);
    checkNewPassword(next, 'next');
    const hash = await passwords.hash(next);
    return db.write(function* () {
      yield* proved();
      yield* db.users.setPassword(who.userId, hash);
      return yield* db.sessions.revokeOthers(who.userId, who.sessionId, clock.now());
    });
  }

  return { register, login, prove, changePassword, budgets: { byAddress, byAccount } };
}

/**
 * A name that cannot be a username belongs to no account: it takes the same way as an unknown one and costs the same.
 */
function loginName(text: string): string {
  try {
    return toUsername(text);
  } catch {
    return '';
  }
}
