/** `db/schema.ts` says what the migrations make: statements are written by the one and run on the other. */
import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { getTableColumns } from 'drizzle-orm';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { tables } from '../../db/schema.ts';
import { messageSearch } from '../../db/schema-search.ts';

type Row = Record<string, unknown>;
type Column = { name: string; type: string; notnull: number; dflt_value: string; pk: number };
type Index = { name: string; unique: number; origin: string };
type Master = { name: string; sql: string };

const schema = await generateSQLiteDrizzleJson(tables);
const made = inMemory(await generateSQLiteMigration(await generateSQLiteDrizzleJson({}), schema));
const migrated = inMemory(MIGRATIONS);

test.each(namesIn(made))('the migrations make the table that the schema describes: %s', (name) => {
  expect(tableIn(migrated, name)).toEqual(tableIn(made, name));
});

test('every table of the migrations is described', () => {
  const all = namesIn(migrated).filter((name) => !name.startsWith('message_search'));
  expect(all).toEqual(namesIn(made));
  const columns = Object.values(getTableColumns(messageSearch)).map((column) => column.name);
  expect(() => migrated.query(`select ${columns.join()} from message_search`).all()).not.toThrow();
});

test('tables are STRICT, and their properties are their columns in camelCase', () => {
  const lax = migrated.query<Master, []>(
    `select name from pragma_table_list where type = 'table' and schema = 'main'
      and name not like 'sqlite_%' and strict = 0`,
  );
  expect(lax.all()).toEqual([]);
  for (const table of Object.values(tables)) {
    for (const [property, column] of Object.entries(table)) {
      const snake = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      if (typeof column === 'object' && 'name' in column) expect(column.name).toBe(snake);
    }
  }
});

test('the next generated migration begins where the schema stands', async () => {
  const folder = `${import.meta.dir}/../../db/migrations/meta`;
  const { entries } = await Bun.file(`${folder}/_journal.json`).json();
  const number = String(entries.at(-1).idx).padStart(4, '0');
  expect(Number(number)).toBe(MIGRATIONS.length);
  const snapshot = await Bun.file(`${folder}/${number}_snapshot.json`).json();
  expect(await generateSQLiteMigration(snapshot, schema)).toEqual([]);
});

function inMemory(statements: readonly string[]): Database {
  const database = new Database(':memory:');
  for (const statement of statements) database.run(statement);
  return database;
}

function namesIn(database: Database): string[] {
  return database
    .query<Master, []>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
    )
    .all()
    .map(({ name }) => name);
}

/** Columns in order, foreign keys and indexes by what they say: names of automatic ones differ. */
function tableIn(database: Database, name: string): Row {
  const columns = database
    .query<Column, [string]>('select * from pragma_table_info(?)')
    .all(name)
    .map(({ name, type, notnull, dflt_value, pk }) =>
      [name, type.toLowerCase(), notnull, dflt_value, pk].join(' '),
    );
  const keys = database
    .query<Row, [string]>(
      'select "from", "table", "to", on_delete, on_update from pragma_foreign_key_list(?)',
    )
    .all(name)
    .map((key) => Object.values(key).join(' '));
  const indexes = database
    .query<Index, [string]>("select * from pragma_index_list(?) where origin <> 'pk'")
    .all(name)
    .map((index) => describeIndex(database, index));
  return { columns, keys: keys.sort(), indexes: indexes.sort() };
}

function describeIndex(database: Database, { name, unique, origin }: Index): string {
  const columns = database
    .query<Master, [string]>('select name from pragma_index_info(?) order by seqno')
    .all(name)
    .map((column) => column.name);
  const { sql } = database
    .query<Master, [string]>('select sql from sqlite_schema where name = ?')
    .get(name) ?? { sql: null };
  const where = /\bwhere\b(.*)$/is.exec(sql ?? '')?.[1] ?? '';
  const named = origin === 'u' || unique === 1 ? '' : name;
  const condition = where
    .replaceAll(/["`\s]+/g, ' ')
    .replace(/\w+ \. /, '')
    .trim();
  return [unique, columns.join(), condition.toLowerCase(), named].join(' | ');
}
