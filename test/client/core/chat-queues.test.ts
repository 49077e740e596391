import { expect, test } from 'bun:test';
import { ApiError } from '../../../client/core/services.ts';
import { ChatQueues } from '../../../client/outbox/chat-queues.ts';
import { FakeClock } from './support/clock.ts';

type Row = { chatId: string; words: string };

function lanes(answer: (row: Row) => Promise<void>, refused: (row: Row) => Promise<void>) {
  const clock = new FakeClock();
  const rows: Row[] = [];
  const take = (row: Row): void => void rows.splice(rows.indexOf(row), 1);
  const env = { ...clock, random: () => 0.5 } as never;
  const waiting = new ChatQueues<Row>(env, {
    rows: () => rows,
    isOnline: () => true,
    send: (row) => answer(row).then(() => take(row)),
    onRefused: (row) => refused(row).then(() => take(row)),
  });
  return { clock, rows, waiting };
}

test('a chat whose first row waits holds up no other chat, and keeps its own order', async () => {
  const told: string[] = [];
  let open = false;
  const { clock, rows, waiting } = lanes(
    async ({ chatId, words }) => {
      if (chatId === 'a' && !open) throw new ApiError('busy', 1000);
      told.push(words);
    },
    async () => {},
  );
  for (const words of ['a1', 'a2', 'b1']) rows.push({ chatId: words.slice(0, 1), words });
  waiting.wake();
  await clock.advance(10);
  expect(told).toEqual(['b1']);
  open = true;
  await clock.advance(1000);
  expect(told).toEqual(['b1', 'a1', 'a2']);
});

test('a refusal that the disk does not take is not the end of the queue', async () => {
  let disk = false;
  let asked = 0;
  const { clock, rows, waiting } = lanes(
    async () => {
      asked += 1;
      throw new ApiError('forbidden');
    },
    async () => {
      if (!disk) throw new DOMException('full', 'QuotaExceededError');
    },
  );
  rows.push({ chatId: 'a', words: 'a1' });
  waiting.wake();
  await clock.advance(10);
  expect([asked, rows.length]).toEqual([1, 1]);
  disk = true;
  await clock.advance(5000);
  expect([asked, rows.length]).toEqual([2, 0]);
});
