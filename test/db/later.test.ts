import { expect, test } from 'bun:test';
import type { Later, Query, SqlStep } from '../../db/engine/engine.ts';
import { LaterSteps } from '../../db/postgres/later.ts';

const queryOf = (later?: Later): Query<unknown> => ({
  textFor: () => ({ sql: '', slots: [], writes: true }),
  mergedText: () => '',
  cacheEffect: 'kept',
  later,
});
const stepOf = (query: Query<unknown>, chatId: string, n: number): SqlStep => ({
  how: 'run',
  query,
  params: { chatId, n },
});

test('of statements that write one row the last remains, or the first, and of others all do', () => {
  const last = queryOf({ keep: 'last', row: ['chatId'] });
  const first = queryOf({ keep: 'first', row: ['chatId'] });
  const all = queryOf({ keep: 'all' });
  const steps = new LaterSteps();
  for (const query of [all, last, first])
    for (const [chatId, n] of [
      ['a', 1],
      ['a', 2],
      ['b', 3],
    ] as const)
      expect(steps.take(stepOf(query, chatId, n))).toBe(true);
  expect(steps.empty().map(({ runs }) => runs.map(({ n }) => n))).toEqual([
    [1, 2, 3],
    [2, 3],
    [1, 3],
  ]);
  expect(steps.empty()).toEqual([]);
});

test('a statement of which somebody asks does not wait', () => {
  expect(new LaterSteps().take(stepOf(queryOf(), 'a', 1))).toBe(false);
});
