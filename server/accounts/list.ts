import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Account, AccountsQuery, AccountsReply } from '../../protocol/accounts.ts';
import type { AuditEntry } from '../../protocol/audit.ts';
import { fold } from '../../protocol/fold.ts';
import { nameQuery } from '../../protocol/names.ts';
import type { Deps } from '../deps.ts';
import { accountOf, entryOf } from './views.ts';

const PAGE = 50;

/** Accounts, and what was done to them, as those who run the server see them. */
export function createAccountList({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  return {
    async page({ q, after, invitedBy, limit = PAGE }: AccountsQuery): Promise<AccountsReply> {
      const filter = { q: nameQuery(q ?? ''), invitedBy: invitedBy ?? '' };
      const asked = { ...filter, after: after ?? '', now: clock.now(), limit: limit + 1 };
      const rows = await db.read(db.accounts.page(asked));
      const total = await db.read(db.accounts.total(filter));
      const accounts = rows.slice(0, limit).map(accountOf);
      return { accounts, more: rows.length > limit, total };
    },

    async get(userId: string): Promise<Account> {
      const row = await db.read(db.accounts.account(userId, clock.now()));
      if (!row) throw new ApiError('not_found');
      return accountOf(row);
    },

    /** By username, however it was typed: for the command line. */
    async getByName(username: string): Promise<Account> {
      const now = clock.now();
      const row = await db.read(
        (function* (): Tx<Account | undefined> {
          const user = yield* db.users.byKey(fold(username.trim()));
          const found = user && (yield* db.accounts.account(user.id, now));
          return found && accountOf(found);
        })(),
      );
      if (!row) throw new ApiError('not_found', { field: 'username' });
      return row;
    },

    /** Newest first. */
    async audit(asked: { before?: number; limit?: number }) {
      const limit = asked.limit ?? PAGE;
      const before = asked.before ?? Number.MAX_SAFE_INTEGER;
      const rows = await db.read(db.audit.page(before, limit + 1));
      const entries: AuditEntry[] = rows.slice(0, limit).map(entryOf);
      return { entries, more: rows.length > limit };
    },
  };
}
