import { Database } from 'bun:sqlite';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { openDb } from '../../db/database.ts';
import { tables } from '../../db/schema.ts';

type Value = string | number | null;

/** What people write that a driver could get wrong on its way. */
const ODD = [
  'سلام دنیا',
  'it\'s "quoted", {in} braces \\ and NULL',
  'نیم‌فاصله و\nسطر دوم\t🙂👩🏽‍🚀',
  '',
  '{}',
  '{"a":[1,"\\u0000",null]}',
  ' \u200f\u202eبرعکس ',
  'NULL',
  '\\x00 \\N',
];

/** Makes data at `path` in which every table has `rows` rows of odd values; all rows have their parents. */
export async function makeFilled(path: string, rows: number): Promise<void> {
  await openDb({ path }).close();
  const database = new Database(path);
  database.run('PRAGMA foreign_keys = ON');
  database.run('PRAGMA defer_foreign_keys = ON');
  database.transaction(() => {
    for (const table of Object.values(tables) as SQLiteTable[]) fillTable(database, table, rows);
  })();
  database.close();
}

function fillTable(database: Database, table: SQLiteTable, rows: number): void {
  const { name, foreignKeys } = getTableConfig(table);
  const columns = Object.values(getTableColumns(table)) as SQLiteColumn[];
  const parents = new Map(
    foreignKeys.map((key) => {
      const { columns: own, foreignTable } = key.reference();
      return [own[0]?.name ?? '', getTableConfig(foreignTable).name];
    }),
  );
  const slots = columns.map(() => '?').join(', ');
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const insert = database.query(`insert into "${name}" (${names}) values (${slots})`);
  for (let n = 1; n <= rows; n++)
    insert.run(...columns.map((column, at) => cellOf(column, n, at, parents.get(column.name))));
}

function cellOf(column: SQLiteColumn, n: number, at: number, parent: string | undefined): Value {
  if (parent !== undefined) return !column.notNull && n % 3 === 0 ? null : keyAt(parent, n);
  if (column.name === 'chat_id') return keyAt('chats', n);
  if (column.getSQLType() === 'integer')
    return column.primary || /seq|rev|size|bytes|position|kind/.test(column.name)
      ? n
      : numberAt(column, n);
  const isKey =
    column.primary ||
    column.isUnique ||
    /^(id|key|user_id|sha256|client_id|code|old_id)$/.test(column.name);
  if (column.name === 'sha256') return String(n).padStart(64, '0');
  if (isKey)
    return column.name === 'key' ? `test.${n}` : `${column.name}-${String(n).padStart(6, '0')}`;
  if (!column.notNull && (n + at) % 4 === 0) return null;
  return column.enumValues?.[0] ?? ODD[(n + at) % ODD.length] ?? '';
}

function numberAt(column: SQLiteColumn, n: number): Value {
  if (!column.notNull && n % 5 === 0) return null;
  return [0, 1, -1, 2 ** 31, 2 ** 53 - 1, 1_780_000_000_000 + n][n % 6] ?? 0;
}

const keyAt = (parent: string, n: number): Value =>
  parent === 'push_subscriptions'
    ? `endpoint-${String(n).padStart(6, '0')}`
    : `id-${String(n).padStart(6, '0')}`;

/** Every row of every table as text, without what each database has for itself. */
export function rowsOf(path: string): Record<string, string[]> {
  const database = new Database(path, { readonly: true });
  const found = Object.values(tables).map((table) => {
    const { name } = getTableConfig(table as SQLiteTable);
    const rows = database.query(`select * from "${name}"`).values();
    return [
      name,
      rows
        .map((row) => JSON.stringify(row))
        .filter((row) => !/^\["(move\.|search\.indexed|auth\.secret)/.test(row))
        .sort(),
    ];
  });
  database.close();
  return Object.fromEntries(found);
}
