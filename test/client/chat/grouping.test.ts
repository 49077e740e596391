import { afterEach, describe, expect, test } from 'bun:test';
import {
  findFirstUnread,
  groupByDay,
  toDayKey,
} from '../../../client/messages/timeline/grouping.ts';
import { line } from './helpers.ts';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

const at = (iso: string) => Date.parse(iso);
const all = (messages: ReturnType<typeof line>[], unreadAt: string | null = null) =>
  groupByDay(messages, 0, messages.length, unreadAt);

describe('days', () => {
  const lateEvening = [
    line({ seq: 1, createdAt: at('2026-11-21T20:20:00Z') }),
    line({ seq: 2, createdAt: at('2026-11-21T20:40:00Z') }),
  ];

  test('two messages around midnight in Tehran are two days there and one in London', () => {
    process.env.TZ = 'Asia/Tehran';
    expect(all(lateEvening).map((day) => day.key)).toEqual([20261121, 20261122]);
    process.env.TZ = 'Europe/London';
    expect(all(lateEvening).map((day) => day.key)).toEqual([20261121]);
  });

  test('the day on which clocks go back is one day of 25 hours', () => {
    process.env.TZ = 'Europe/Berlin';
    expect(toDayKey(at('2026-10-24T22:00:00Z'))).toBe(20261025);
    expect(toDayKey(at('2026-10-25T22:59:59Z'))).toBe(20261025);
    expect(toDayKey(at('2026-10-25T23:00:00Z'))).toBe(20261026);
  });

  test('a clock that went back makes no second section of a day', () => {
    process.env.TZ = 'UTC';
    const messages = [
      line({ seq: 1, createdAt: at('2026-11-20T10:00:00Z') }),
      line({ seq: 2, createdAt: at('2026-11-21T10:00:00Z') }),
      line({ seq: 3, createdAt: at('2026-11-20T23:00:00Z') }),
    ];
    expect(all(messages).map((day) => [day.key, day.rows.length])).toEqual([
      [20261120, 1],
      [20261121, 2],
    ]);
  });
});

describe('runs of one sender', () => {
  const t = at('2026-11-21T10:00:00Z');
  const places = (messages: ReturnType<typeof line>[], unreadAt: string | null = null) =>
    all(messages, unreadAt).flatMap((day) =>
      day.rows.map((row) => `${row.first ? 'first' : ''}${row.last ? 'last' : ''}`),
    );

  test('neighbours of one sender share a run, another sender ends it', () => {
    expect(
      places([
        line({ seq: 1, createdAt: t }),
        line({ seq: 2, createdAt: t + 1000 }),
        line({ seq: 3, createdAt: t + 2000 }),
        line({ seq: 4, createdAt: t + 3000, senderId: 'sara' }),
      ]),
    ).toEqual(['first', '', 'last', 'firstlast']);
  });

  test('ten minutes of silence end a run', () => {
    const messages = [line({ seq: 1, createdAt: t }), line({ seq: 2, createdAt: t + 600_000 })];
    expect(places(messages)).toEqual(['firstlast', 'firstlast']);
  });

  test('the unread line ends a run', () => {
    const messages = [line({ seq: 1, createdAt: t }), line({ seq: 2, createdAt: t + 1 })];
    expect(places(messages, messages[1]?.clientId)).toEqual(['firstlast', 'firstlast']);
  });

  test('a line of the group ends a run: whose bubbles stand above it keeps their face', () => {
    const messages = [
      line({ seq: 1, createdAt: t }),
      line({ seq: 2, createdAt: t + 1, kind: 'system', system: { type: 'avatar.changed' } }),
      line({ seq: 3, createdAt: t + 2, kind: 'system', system: { type: 'about.changed' } }),
    ];
    expect(places(messages)).toEqual(['firstlast', 'first', 'last']);
  });

  test('a slice knows the neighbours that are not drawn', () => {
    const messages = [1, 2, 3, 4].map((seq) => line({ seq, createdAt: t + seq }));
    const [day] = groupByDay(messages, 1, 3, null);
    expect(day?.rows.map((row) => [row.message.seq, row.first, row.last])).toEqual([
      [2, false, false],
      [3, false, false],
    ]);
  });
});

describe('the unread line', () => {
  const messages = [
    line({ seq: 4 }),
    line({ seq: 5, mine: true }),
    line({ seq: 6 }),
    line({ seq: 7 }),
  ];

  test('stands above the first message of the others after the last read one', () => {
    expect(findFirstUnread(messages, 4, 7)).toBe(messages[2]?.clientId ?? '');
  });

  test('is not drawn for what came while the chat was open', () => {
    expect(findFirstUnread(messages, 5, 5)).toBeNull();
  });

  test('stands above the very first message of a stranger', () => {
    const all = [line({ seq: 1 }), line({ seq: 2 })];
    expect(findFirstUnread(all, 0, 2)).toBe(all[0]?.clientId ?? '');
  });

  test('is not drawn at the edge of a window that begins past it', () => {
    expect(findFirstUnread(messages, 2, 7)).toBeNull();
  });
});
