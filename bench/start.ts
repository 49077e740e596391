/** From exec to the first /health answer, with an empty database and with a million messages. */
import { millionMessages } from './lib/million.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { median } from './lib/stats.ts';

const RUNS = 15;

async function startTimes(makeDir: () => { path: string; remove(): void }): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const dir = makeDir();
    const server = await startServer(serverCommand(), dir.path);
    times.push(server.startMs);
    await server.stop();
    dir.remove();
  }
  return times;
}

export async function start(): Promise<Figure[]> {
  const fresh = await startTimes(() => tempDir('start'));
  const million = await millionMessages();
  const full = await startTimes(() => ({ path: million.dataDir, remove() {} }));
  const line = (name: string, times: number[], target: number): Figure[] => [
    {
      bench: 'start',
      name: `${name}, median of ${RUNS}`,
      value: median(times),
      unit: 'ms',
      target,
    },
    { bench: 'start', name: `${name}, slowest`, value: Math.max(...times), unit: 'ms' },
  ];
  return [
    ...line('exec → first /health, empty (schema made)', fresh, 300),
    ...line('exec → first /health, 1,000,000 messages', full, 500),
  ];
}

if (import.meta.main) await runAlone(start);
