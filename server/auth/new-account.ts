import { ApiError } from '../../db/engine/api-error.ts';
import type { NewUser } from '../../db/stores/users.ts';
import type { Deps } from '../deps.ts';
import { toDisplayName, toUsername } from './names.ts';

type Wanted = { username: string; displayName?: string };
/** A row to be, but for its credential. */
type Nameable = Omit<NewUser, 'credentialKind' | 'credentialHash'>;

/** Of which no password is right: the account is entered by a one-time link. */
export const NO_PASSWORD = '';

export function newAccount(
  { ids, clock }: Pick<Deps, 'ids' | 'clock'>,
  wanted: Wanted,
  role: 'user' | 'admin',
): Nameable {
  const username = toUsername(wanted.username);
  const displayName = toDisplayName(wanted.displayName || username);
  return {
    ...{ id: ids.next(), username, usernameKey: username, displayName, about: '', role },
    createdAt: clock.now(),
  };
}

export function withPassword(account: Nameable, credentialHash: string): NewUser {
  return { ...account, credentialKind: 'password', credentialHash };
}

export const usernameTaken = (): ApiError => new ApiError('username_taken', { field: 'username' });
