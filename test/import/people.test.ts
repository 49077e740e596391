import { afterAll, expect, test } from 'bun:test';
import { displayNameOf, usernamesFor } from '../../server/import/names.ts';
import { Move, rows } from './support.ts';

const move = new Move();
const report = await move.run();
afterAll(() => move[Symbol.dispose]());

type Person = { username: string; displayName: string; createdAt: number; hash: string };
const people = rows<Person>(
  move.dataDir(),
  `SELECT username, display_name AS displayName, created_at AS createdAt, credential_hash AS hash
    FROM users ORDER BY created_at, username`,
);

test('of names that differ by case the older account keeps it', () => {
  expect(people.map(({ username }) => username)).toEqual([
    ...['ali', 'reza', 'user_1', 'sara', 'ali_2'],
  ]);
  expect(report.renamed).toEqual([
    { old: 'مینا-1', now: 'user_1' },
    { old: 'ALI', now: 'ali_2' },
  ]);
});

test('what could hide or reorder a shown name is gone, and a long one is cut', () => {
  const nameOf = (username: string) => people.find((one) => one.username === username)?.displayName;
  expect(nameOf('ali')).toBe('علی');
  expect(nameOf('sara')).toBe('سارا');
  expect(nameOf('reza')).toBe('ر'.repeat(64));
  expect(displayNameOf('\u202e\u200b', 'nobody')).toBe('nobody');
  expect(displayNameOf('👨‍👩‍👧'.repeat(20), 'x')).toBe('👨‍👩‍👧'.repeat(8));
});

test('a password that is no hash lets nobody in', () => {
  expect(people.find(({ username }) => username === 'reza')?.hash).toBe('');
  expect(report.oddities.password_unusable).toEqual({ count: 1, examples: ['reza'] });
});

test('times are those of the original, in UTC; who has none takes the last one before', () => {
  const at = (username: string) => people.find((one) => one.username === username)?.createdAt;
  expect(at('ali')).toBe(Date.UTC(2024, 2, 20, 8));
  expect(at('sara')).toBe(Date.UTC(2024, 2, 20, 9));
  // He is stored after Reza, whose time is the default of his row.
  expect(at('user_1')).toBe(Date.UTC(2024, 2, 20, 8));
});

test('a number makes no name that somebody has, here or there', () => {
  const here = new Set(['sara', 'sara_2']);
  const named = usernamesFor(['Sara', 'ali', 'ALI', 'ali_2', 'a-b', ''], (name) => here.has(name));
  expect(named.map(({ username }) => username)).toEqual([
    ...['sara_3', 'ali', 'ali_3', 'ali_2', 'a_b', 'user'],
  ]);
});
