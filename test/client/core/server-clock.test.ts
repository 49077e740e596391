import { afterEach, expect, test } from 'bun:test';
import { followServerClock, hearServerDate, serverNow } from '../../../client/core/server-clock.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-29T10:00:00Z');
afterEach(() => followServerClock(0));

test('the time of rules is the server’s, as the connection or the date of an answer says it', () => {
  expect(serverNow(NOW)).toBe(NOW);
  followServerClock(-3 * DAY);
  expect(serverNow(NOW)).toBe(NOW - 3 * DAY);
  hearServerDate(new Date(NOW + 2 * DAY).toUTCString(), NOW);
  expect(serverNow(NOW)).toBe(NOW + 2 * DAY);
});

test('an answer that was on its way for seconds, or says no date, changes nothing', () => {
  followServerClock(1234);
  hearServerDate(new Date(NOW - 20_000).toUTCString(), NOW);
  hearServerDate(null, NOW);
  hearServerDate('yesterday', NOW);
  expect(serverNow(NOW)).toBe(NOW + 1234);
});
