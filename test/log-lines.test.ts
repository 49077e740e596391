import { expect, test } from 'bun:test';
import { createLog } from '../server/log.ts';

test('lines of one event are bounded, others go on, and a later line says how many were left out', () => {
  let now = 0;
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line));
  const log = createLog({ logLevel: 'info', logFormat: 'json', now: () => now, write });
  for (let n = 0; n < 10_050; n++) log.error('request failed', { n });
  expect(lines.length).toBe(200);
  log.info('listening');
  expect(lines.at(-1)).toMatchObject({ event: 'listening' });
  now += 1000;
  log.error('request failed');
  log.error('request failed');
  expect(lines.length).toBe(202);
  expect(lines.at(-1)).toMatchObject({ event: 'request failed', omitted: 9850 });
});
