/**
 * Twenty minutes of 200 messages a second, with people who come and go: memory has to reach a plateau and stay there.
 * A server that grows by a megabyte an hour dies of it in a week in which its administrator is away.
 */
import { castPairs, SECRET_ENV } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import { memoryKb, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import type { SoakJob, SoakResult } from './load/soak.ts';

const MINUTES = Number(process.env.BENCH_MINUTES ?? 20);
const RATES = { messages: 200, visits: 16, edits: 1, searches: 2, rest: 4 };

export async function soak(): Promise<Figure[]> {
  const dir = tempDir('soak');
  const pairs = castPairs(dir.path, 100);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const minutes: number[] = [];
  const sampling = setInterval(() => {
    const { resident, anonymous } = memoryKb(server.pid);
    minutes.push(resident / 1024);
    print(
      `  minute ${minutes.length}: ${minutes.at(-1)?.toFixed(1)} MB resident, ${(anonymous / 1024).toFixed(1)} not of files`,
    );
  }, 60_000);
  try {
    const result = await runLoad<SoakResult, SoakJob>('soak', {
      ...{ port: server.port, pairs, rates: RATES, warmMs: 1, measureMs: MINUTES * 60_000 },
    });
    const half = minutes.slice(minutes.length / 2);
    const line = (name: string, value: number, unit: string, target?: number): Figure => ({
      ...{ bench: 'soak', name, value, unit },
      ...(target === undefined ? {} : { target }),
    });
    return [
      line('messages acknowledged', result.messages, ''),
      line('people who came and went', result.visits, ''),
      line('most resident in the second half', Math.max(...half), 'MB', 128),
      line('growth over the second half', (half.at(-1) ?? 0) - (half[0] ?? 0), 'MB', 5),
    ];
  } finally {
    clearInterval(sampling);
    await server.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(soak);
