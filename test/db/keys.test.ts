import { expect, test } from 'bun:test';
import { openDb } from '../../db/database.ts';
import { nameKey, nameQuery } from '../../protocol/names.ts';
import { sortKey } from '../../protocol/order.ts';
import { makeWorld } from '../helpers/world.ts';

test('what names are found and sorted by is made anew where it is missing', async () => {
  const world = await makeWorld();
  await world.person('owner', 'مالک');
  await world.person('mas', 'مسؤول گروه');
  const found = async (db: typeof world.db, q: string) =>
    (await db.read(db.users.find(nameQuery(q), 20, world.ali.userId))).map((row) => row.username);
  expect(await found(world.db, 'گروه مسئول')).toEqual(['mas']);
  // An upgrade leaves the keys so.
  world.sql("UPDATE users SET sort_key = NULL, name_key = 'old'");
  expect(await found(world.db, 'گروه مسئول')).toEqual([]);
  await world.db.close();

  const db = openDb({ path: world.path });
  expect(await found(db, 'گروه مسئول')).toEqual(['mas']);
  const row = world.sql("SELECT name_key, sort_key FROM users WHERE username = 'mas'");
  expect(row).toEqual({ name_key: nameKey('مسؤول گروه'), sort_key: sortKey('مسؤول گروه') });
  await db.close();
});

test('SQLite and JavaScript sort keys alike', async () => {
  const world = await makeWorld();
  const names = [
    ...['آرش', 'آزاده', 'ابراهیم', 'أمين', 'بابک', 'پرویز', 'تینا', 'ثریا', 'جواد', 'چنگیز', 'حسن'],
    ...['رویا', 'ڕۆژ', 'زهره', 'ژاله', 'ساناز', 'ضیا', 'عل', 'علی', 'علی اکبر', 'علیا', 'علي‌رضا'],
    ...[
      'قاسم',
      'كامران',
      'گلناز',
      'لاله',
      'نادر',
      'وحید',
      'هادی',
      'یاسر',
      '۱۲ نفر',
      '3',
      'Bob',
      'ali',
    ],
    ...['Ärger', 'Зоя', '中村', '🌹 زهرا', '🌹', '(مهدی)', 'ٺمر'],
  ];
  const rows = names.map((name) => ({ name, key: sortKey(name) }));
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const bySqlite = world.sql(
    "SELECT json_group_array(key) AS keys FROM (SELECT value ->> 'key' AS key FROM json_each(?) ORDER BY 1)",
    JSON.stringify(rows),
  );
  expect(JSON.parse(String(bySqlite?.keys))).toEqual(sorted.map(({ key }) => key));
  await world.close();
});
