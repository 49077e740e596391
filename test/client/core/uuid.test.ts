import { expect, test } from 'bun:test';
import { uuidv7 } from '../../../client/core/uuid.ts';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('an id has the form of version 7, and begins with its time', () => {
  const at = Date.UTC(2040, 0, 1);
  const id = uuidv7(at);
  expect(id).toMatch(FORM);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at);
});

test('ids are in the order in which they were made: within a millisecond, and when the clock is set back', () => {
  const at = Date.UTC(2041, 0, 1);
  const ids = Array.from({ length: 20_000 }, (_, i) => uuidv7(i % 3 === 0 ? at - 5_000 : at));
  for (const id of ids) expect(id).toMatch(FORM);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
