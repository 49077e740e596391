import { eq, isNull } from 'drizzle-orm';
import { nameKey } from '../../protocol/names.ts';
import { sortKey } from '../../protocol/order.ts';
import { params, select, updateTable } from '../engine/builder.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { users } from '../schema.ts';

/**
 * Fills the keys by which people are found and sorted, where a migration has added the column or emptied it: SQL knows
 * no letters. It takes one commit at the start; 10,000 people take a tenth of a second.
 */
export function* fillKeys(): Tx<void> {
  const unkeyed = prepare(() =>
    select({ id: users.id, name: users.displayName }).from(users).where(isNull(users.sortKey)),
  );
  const set = prepare(() =>
    updateTable(users)
      .set(params('nameKey', 'sortKey'))
      .where(eq(users.id, p('id'))),
  );
  for (const { id, name } of yield* all(unkeyed)) {
    yield* run(set, { id, nameKey: nameKey(name), sortKey: sortKey(name) });
  }
}
