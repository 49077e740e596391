import { afterEach, describe, expect, test } from 'bun:test';
import { besideMonth, monthOf, weekdays } from '../../../client/messages/calendar.ts';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});
const local = (y: number, m: number, d: number) => new Date(y, m - 1, d).getTime();

describe('a month of the Jalali calendar', () => {
  test('of Azar 1405 has 30 days, from a Sunday on', () => {
    const month = monthOf(local(2026, 11, 25), 'persian');
    expect(month.first).toBe(local(2026, 11, 22));
    expect(month.days.length).toBe(30);
    expect(month.lead).toBe(1);
  });

  test('of Esfand has 30 days in a leap year and 29 in others', () => {
    const esfand1403 = monthOf(local(2025, 3, 1), 'persian');
    const esfand1404 = monthOf(local(2026, 3, 1), 'persian');
    expect([esfand1403.days.length, esfand1404.days.length]).toEqual([30, 29]);
  });

  test('leads to its neighbours and back', () => {
    const month = monthOf(local(2026, 3, 21), 'persian');
    const before = besideMonth(month, 'persian', -1);
    expect(before.days.at(-1)).toBe(local(2026, 3, 20));
    expect(besideMonth(before, 'persian', 1)).toEqual(month);
  });

  test('is right where clocks jumped at midnight (Tehran, 1 Farvardin 1400)', () => {
    process.env.TZ = 'Asia/Tehran';
    const month = monthOf(local(2021, 3, 28), 'persian');
    expect(month.days.length).toBe(31);
    expect(new Set(month.days.map((day) => new Date(day).getDate())).size).toBe(31);
  });
});

test('the week begins on Saturday in Persian and on Sunday in English', () => {
  expect(new Date(weekdays('persian')[0] ?? 0).getDay()).toBe(6);
  expect(new Date(weekdays('gregory')[0] ?? 0).getDay()).toBe(0);
});
