/** PostgreSQL's tables are SQLite's, `db/schema-postgres.ts` says what its migrations make, and the data can be sharded. */
import { expect, test } from 'bun:test';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { getTableColumns, getTableName, type Table } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { POSTGRES_MIGRATIONS } from '../../db/migrations-postgres/index.ts';
import { tables } from '../../db/schema.ts';
import * as described from '../../db/schema-postgres.ts';

const { postgresTables, postgresSearch } = described;
const all = { ...postgresTables, postgresSearch } as unknown as Record<string, PgTable>;

/** Tables with a chat that are found without it: an invitation by its code, which leads to the chat. */
const BESIDE = ['groupInvites'];
/** Tables that grow with the messages: whoever shards the data puts them where their chat is. */
const OF_A_CHAT = Object.keys(all).filter(
  (name) => !BESIDE.includes(name) && 'chatId' in getTableColumns(all[name] as PgTable),
);

test('PostgreSQL has the tables and columns of SQLite, in the same order', () => {
  const shape = (of: Record<string, Table>) =>
    Object.values(of).map((table) => [
      getTableName(table),
      Object.values(getTableColumns(table)).map((column) => [
        column.name,
        column.notNull,
        column.default,
      ]),
    ]);
  expect(shape(postgresTables)).toEqual(shape(tables));
});

test('drizzle-kit sees every table of PostgreSQL', () => {
  const { postgresTables: _, ...exported } = described;
  expect(Object.keys(exported).sort()).toEqual(Object.keys(all).sort());
});

test('the next generated migration of PostgreSQL begins where the schema stands', async () => {
  const folder = `${import.meta.dir}/../../db/migrations-postgres/meta`;
  const { entries } = await Bun.file(`${folder}/_journal.json`).json();
  const number = String(entries.at(-1).idx).padStart(4, '0');
  expect(Number(number)).toBe(POSTGRES_MIGRATIONS.length);
  const snapshot = await Bun.file(`${folder}/${number}_snapshot.json`).json();
  expect(await generateMigration(snapshot, generateDrizzleJson(all))).toEqual([]);
});

test('text is compared by its bytes in every column', () => {
  for (const table of Object.values(all))
    for (const { name, columnType } of Object.values(getTableColumns(table)))
      expect([name, columnType]).not.toEqual([name, 'PgText']);
});

/** The columns of everything that is unique in a table. */
function uniqueIn(table: PgTable): string[][] {
  const { columns, indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  return [
    ...columns.filter(({ primary, isUnique }) => primary || isUnique).map((column) => [column]),
    ...primaryKeys.map((key) => key.columns),
    ...uniqueConstraints.map((constraint) => constraint.columns),
    ...indexes.filter(({ config }) => config.unique).map(({ config }) => config.columns),
  ].map((each) => each.map((column) => ('name' in column ? String(column.name) : '')));
}

test.each(OF_A_CHAT)('everything unique in a table of chats holds the chat: %s', (name) => {
  const unique = uniqueIn(all[name] as PgTable);
  expect(unique).not.toEqual([]);
  for (const columns of unique) expect(columns).toContain('chat_id');
});

test('of a chat itself two keys do not hold its id, by which it is found before it is known', () => {
  const unique = uniqueIn(postgresTables.chats as unknown as PgTable);
  expect(unique.filter((columns) => !columns.includes('id'))).toEqual([
    ['direct_key'],
    ['client_id', 'created_by'],
  ]);
});
