import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';

/** Who does it; null: the command line. */
export type Actor = string | null;

/**
 * A server without an administrator who can sign in could not be managed. This runs where the writer puts actions in
 * one order.
 */
export function* mustLeaveAnAdmin(
  db: Db,
  person: { id: string; role: string; disabledAt: number | null },
): Tx<void> {
  if (person.role !== 'admin' || person.disabledAt !== null) return;
  if (!(yield* db.accounts.hasAdmin(person.id))) throw new ApiError('last_admin');
}
