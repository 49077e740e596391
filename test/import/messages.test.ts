import { afterAll, expect, test } from 'bun:test';
import { splitText, toCall } from '../../server/import/content.ts';
import { toTime } from '../../server/import/times.ts';
import { Move, rows, talkOf } from './support.ts';

const move = new Move();
const report = await move.run();
afterAll(() => move[Symbol.dispose]());
const dataDir = move.dataDir();
const talk = talkOf(dataDir, 'ali', 'sara');

test('said in the same second, they stand in the order of their ids', () => {
  const words = talk.map(({ body }) => body).filter((body) => /^(یک|دو|سه)$/.test(body));
  expect(words).toEqual(['یک', 'دو', 'سه']);
  expect(talk.find(({ body }) => body === 'یک')?.createdAt).toBe(Date.UTC(2024, 2, 21, 10, 0, 1));
});

test('seq has no gaps, and times never go back', () => {
  const chats = rows<{ id: string; lastSeq: number; n: number; least: number; most: number }>(
    dataDir,
    `SELECT c.id, c.last_seq AS lastSeq, count(m.id) AS n, min(m.seq) AS least, max(m.seq) AS most
      FROM chats c JOIN messages m ON m.chat_id = c.id GROUP BY c.id`,
  );
  expect(chats.length).toBeGreaterThan(2);
  for (const { lastSeq, n, least, most } of chats)
    expect([least, most, n]).toEqual([1, lastSeq, lastSeq]);
  const times = talk.map(({ createdAt }) => createdAt);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('messages without a conversation get their chat', () => {
  expect(talkOf(dataDir, 'ali', 'ali_2').map(({ body }) => body)).toEqual(['کسی این را نمی‌دید']);
  expect(report.oddities.message_no_chat?.examples).toEqual(['1:3', '2:2']);
});

test('what belongs to accounts that are gone is left out, and said', () => {
  expect(report.oddities.message_orphan).toEqual({ count: 2, examples: ['5', '6'] });
  expect(report.oddities.chat_people?.count).toBe(2);
  expect(rows(dataDir, "SELECT 1 FROM messages WHERE body IN ('به هیچ‌کس', 'از هیچ‌کس')")).toEqual(
    [],
  );
});

test('conversations of a pair become one chat, and one without messages is seen by both', () => {
  expect(report.oddities.chat_twice?.count).toBe(1);
  const empty = rows<{ memberRev: number }>(
    dataDir,
    `SELECT m.member_rev AS memberRev FROM members m JOIN chats c ON c.id = m.chat_id WHERE c.last_seq = 0`,
  );
  expect(empty).toEqual([{ memberRev: 1 }, { memberRev: 1 }]);
});

test('calls are data; words about calls stay words', () => {
  const calls = rows<{ call: string; body: string }>(
    dataDir,
    "SELECT call, body FROM messages WHERE kind = 'call' ORDER BY created_at",
  );
  expect(calls.map(({ call, body }) => [JSON.parse(call).seconds, body])).toEqual([
    [135, ''],
    [7, ''],
    [null, ''],
  ]);
  expect(talk.some(({ body }) => body === 'تماس صوتی خوب بود')).toBe(true);
  expect(toCall('📞 تماس صوتی (1:02:03)')?.seconds).toBe(3723);
});

test('ciphertext is kept as it was, and marked as sealed', () => {
  const [sealed, ...others] = talk.filter((one) => one.sealed === 1);
  expect(others).toEqual([]);
  expect(JSON.parse(sealed?.body ?? '')).toMatchObject({
    ciphertext: 'c2VjcmV0',
    key_id: 'k1',
    e2ee_v: '1',
  });
  // This message was sent in the clear although it was to be sealed (#37).
  expect(talk.find(({ body }) => body === 'رمز نشده')?.sealed).toBe(0);
});

test('a text beyond our limit comes whole, in parts', () => {
  const parts = talk.filter(({ body }) => body.includes('واژه'));
  expect(parts.length).toBe(2);
  expect(parts.every(({ body }) => body.length <= 4096)).toBe(true);
  expect(parts.map(({ body }) => body).join(' ')).toBe(`${'واژه '.repeat(1500)}پایان`);
  expect(splitText('😀'.repeat(3000)).join('')).toBe('😀'.repeat(3000));
  expect(splitText('😀'.repeat(3000)).every((part) => part.isWellFormed())).toBe(true);
});

test('nothing to see is no message', () => {
  expect(report.oddities.message_empty).toEqual({ count: 1, examples: ['8'] });
});

test('a time that cannot be is that of the message before', () => {
  for (const text of ['بی‌زمان', 'از آینده'])
    expect(talk.find(({ body }) => body === text)?.createdAt).toBe(Date.UTC(2024, 2, 21, 10, 0, 8));
  expect(talk.find(({ body }) => body === 'با دقت')?.createdAt).toBe(
    Date.UTC(2024, 2, 21, 10, 0, 9, 250),
  );
});

test('times in every shape that Go and SQLite give them', () => {
  const noon = Date.UTC(2024, 0, 2, 12);
  const shapes = [
    ...['2024-01-02 12:00:00', '2024-01-02T12:00:00Z', '2024-01-02 12:00:00.000 +0000 UTC'],
    ...['2024-01-02 15:30:00+03:30', '2024-01-02 15:30:00 +0330 +0330 m=+1.5', noon, noon / 1000],
    ...[String(noon), new TextEncoder().encode('2024-01-02 12:00:00')],
  ];
  for (const shape of shapes) expect([shape, toTime(shape, noon)]).toEqual([shape, noon]);
  for (const none of [null, '', 'سه‌شنبه', '0001-01-01 00:00:00', '2024-13-40 00:00:00', 0])
    expect([none, toTime(none, noon)]).toEqual([none, null]);
});

test('read and delivered become receipts, by words, by times, and for all that came before', () => {
  type Mark = { username: string; delivered: number; read: number };
  const receipts = rows<Mark>(
    dataDir,
    `SELECT u.username, m.delivered_seq AS delivered, m.read_seq AS read FROM members m
      JOIN users u ON u.id = m.user_id JOIN chats c ON c.id = m.chat_id
      WHERE c.direct_key LIKE '%' || (SELECT id FROM users WHERE username = 'reza') || '%' AND c.last_seq > 0
      ORDER BY u.username`,
  );
  expect(receipts).toEqual([
    { username: 'reza', delivered: 3, read: 2 },
    { username: 'sara', delivered: 5, read: 0 },
  ]);
});
