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

/** Tables that grow with the messages: whoever shards the data puts them where their chat is. */
const OF_A_CHAT = [
  ...['messages', 'members', 'reactions', 'hidden', 'mentions', 'receiptLog', 'messageFiles'],
  ...['postgresSearch', 'joinRequests', 'pushJobs', 'pushRetries'],
  ...['calls', 'callPeople', 'callDevices'],
];

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

test.each(OF_A_CHAT)('everything unique in a table of chats holds the chat: %s', (name) => {
  const { columns, indexes, primaryKeys, uniqueConstraints } = getTableConfig(all[name] as PgTable);
  const unique = [
    ...columns.filter(({ primary, isUnique }) => primary || isUnique).map((column) => [column]),
    ...primaryKeys.map((key) => key.columns),
    ...uniqueConstraints.map((constraint) => constraint.columns),
    ...indexes.filter(({ config }) => config.unique).map(({ config }) => config.columns),
  ].map((columns) => columns.map((column) => ('name' in column ? column.name : '')));
  expect(unique).not.toEqual([]);
  for (const columns of unique) expect(columns).toContain('chat_id');
});
