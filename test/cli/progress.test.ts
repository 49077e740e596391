import { expect, test } from 'bun:test';
import { type ProgressScreen, withProgress } from '../../server/cli/lib/progress.ts';

/** Makes a screen that keeps what is written, and a clock that only the test moves. */
function screenOf() {
  const written: string[] = [];
  let time = 0;
  const stream = { write: (text: string) => written.push(text) };
  const screen: ProgressScreen = { stream, now: () => time };
  return { screen, written, later: (ms: number) => (time += ms) };
}

test('what is done within a second shows nothing', async () => {
  const { screen, written, later } = screenOf();
  const answer = await withProgress('en', 'Writing', 4, work(later, 200), { screen });
  expect([answer, written]).toEqual(['done', []]);
});

test('without a terminal it writes a plain line now and then, in the digits of the language', async () => {
  const { screen, written, later } = screenOf();
  await withProgress('en', 'Writing', 4, work(later, 2_500), { screen });
  await withProgress('fa', 'نوشتن', 4, work(later, 6_000), { screen });
  expect(written).toEqual([
    'Writing: 25%\n',
    'Writing: 75%\n',
    'نوشتن: ۲۵٪\n',
    'نوشتن: ۵۰٪\n',
    'نوشتن: ۷۵٪\n',
    'نوشتن: ۱۰۰٪\n',
  ]);
});

test('for a program that reads JSON it is silent, and errors come through', async () => {
  const { screen, written, later } = screenOf();
  await withProgress('en', 'Writing', 4, work(later, 9_000), { screen, quiet: true });
  expect(written).toEqual([]);
  const failing = withProgress('en', 'Writing', 4, async () => Promise.reject(new Error('full')));
  expect(failing).rejects.toThrow('full');
});

function work(later: (ms: number) => void, ms: number) {
  return async (tick: () => void) => {
    for (let step = 0; step < 4; step++) {
      later(ms);
      tick();
    }
    return 'done';
  };
}
