/**
 * A burst and the rest after it: closed loop as in `pairs`, as fast as it goes for 30 s (about 15,000 messages a second
 * on two quiet cores), then nothing. What the server keeps resident a minute later is what a small VPS has to spare.
 */
import { castPairs, SECRET_ENV } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import { memoryKb, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import type { PairsResult } from './load/pairs.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const REST_S = Number(process.env.BENCH_REST ?? 60);
const PAIRS = 100;

export async function burst(): Promise<Figure[]> {
  const dir = tempDir('burst');
  const pairs = castPairs(dir.path, PAIRS);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const resident = () => memoryKb(server.pid).resident / 1024;
  const seen: number[] = [];
  const sampling = setInterval(() => seen.push(resident()), 250);
  try {
    const result = await runLoad<PairsResult>('pairs', {
      ...{ port: server.port, pid: server.pid, hello: true, pairs, searchIn: null },
      ...{ inFlight: 8, ratePerSecond: 0, warmMs: 1, measureMs: SECONDS * 1000 },
    });
    for (let second = 5; second <= REST_S; second += 5) {
      await Bun.sleep(5000);
      print(`  ${second} s after: ${resident().toFixed(1)} MB resident`);
    }
    const rate = result.messages / result.seconds;
    const line = (name: string, value: number, unit: string, target?: number): Figure => ({
      ...{ bench: 'burst', name, value, unit },
      ...(target === undefined ? {} : { target }),
    });
    return [
      line(`for ${SECONDS} s`, rate, 'messages/s'),
      line('at the most, resident', Math.max(...seen), 'MB'),
      line(`${REST_S} s after it, resident`, resident(), 'MB', 100),
    ];
  } finally {
    clearInterval(sampling);
    await server.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(burst);
