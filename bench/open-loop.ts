/** Open loop: 1,000 messages a second for 60 s over 200 pairs; latency from when each message was due. */
import { castPairs, SECRET_ENV } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import type { Latency, OpenLoopResult } from './load/open-loop.ts';

const RATE = 1000;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);

export async function openLoop(): Promise<Figure[]> {
  const dir = tempDir('open-loop');
  const pairs = castPairs(dir.path, 200);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const result = await runLoad<OpenLoopResult>('open-loop', {
    port: server.port,
    pid: server.pid,
    hello: true,
    pairs,
    searchIn: null,
    inFlight: 0,
    ratePerSecond: RATE,
    warmMs: 3000,
    measureMs: SECONDS * 1000,
  }).finally(() => server.stop());
  dir.remove();
  const lines = (name: string, latency: Latency): Figure[] =>
    (['p50', 'p99', 'max'] as const).map((key) => ({
      bench: 'open-loop',
      name: `${name}, ${key}`,
      value: latency[key],
      unit: 'ms',
    }));
  return [
    ...lines(`${RATE}/s for ${SECONDS} s: due → acknowledged`, result.acked),
    ...lines(`${RATE}/s for ${SECONDS} s: due → event at the other side`, result.heard),
    ...lines('of these, lateness of the load program itself', result.lateSends),
    {
      bench: 'open-loop',
      name: 'server CPU a message at this rate',
      value: result.cpuMs / result.messages,
      unit: 'ms',
    },
  ];
}

if (import.meta.main) await runAlone(openLoop);
