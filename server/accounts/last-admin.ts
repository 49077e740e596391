import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine/engine.ts';
import { Refusal } from '../errors.ts';

/** Who does it; null: the command line. */
export type Actor = string | null;

/** A house without an administrator who can sign in would be nobody's. Asked where the writer puts acts in one order. */
export function* mustLeaveAnAdmin(
  db: Db,
  person: { id: string; role: string; disabledAt: number | null },
): Script<void> {
  if (person.role !== 'admin' || person.disabledAt !== null) return;
  if (!(yield* db.accounts.hasAdmin(person.id))) throw new Refusal('last_admin');
}
