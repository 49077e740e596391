/** Measures a backup of a gigabyte while 2,000 messages a second are sent, beside the same load without a backup. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SECRET_ENV } from './lib/cast.ts';
import { makeGigabyte } from './lib/gigabyte.ts';
import { runLoad } from './lib/load.ts';
import { memoryKb, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import type { OpenLoopResult } from './load/open-loop.ts';

const RATE = 2000;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 45);
const WARM_MS = 3000;

export async function backup(): Promise<Figure[]> {
  const dir = tempDir('backup');
  const pairs = makeGigabyte(dir.path);
  const bytes = statSync(join(dir.path, 'payambar.db')).size + 500e6;
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const load = () =>
    runLoad<OpenLoopResult>('open-loop', {
      port: server.port,
      pid: server.pid,
      hello: true,
      pairs,
      searchIn: null,
      inFlight: 0,
      ratePerSecond: RATE,
      warmMs: WARM_MS,
      measureMs: SECONDS * 1000,
    });
  try {
    const alone = await load();
    const before = memoryKb(server.pid).resident / 1000;
    const beside = load();
    await Bun.sleep(WARM_MS + 2000);
    const made = await backUp(dir.path);
    const after = memoryKb(server.pid).resident / 1000;
    const during = await beside;
    if (made.seconds > SECONDS - 2) print(`the backup outlasted the load of ${SECONDS} s`);
    const figure = (name: string, value: number, unit: string): Figure => ({
      bench: 'backup',
      name,
      value,
      unit,
    });
    return [
      figure('database and files', bytes / 1e6, 'MB'),
      figure('backup, read back and all', made.seconds, 's'),
      figure('the backup file', made.bytes / 1e6, 'MB'),
      figure('peak memory of the backup', made.peakMb, 'MB'),
      figure(`server, resident, before`, before, 'MB'),
      figure(`server, resident, after`, after, 'MB'),
      ...(['p50', 'p99', 'max'] as const).flatMap((key) => [
        figure(`${RATE}/s without a backup: due → acknowledged, ${key}`, alone.acked[key], 'ms'),
        figure(`${RATE}/s during one: due → acknowledged, ${key}`, during.acked[key], 'ms'),
      ]),
    ];
  } finally {
    await server.stop();
    dir.remove();
  }
}

/** The backup is the command that people run, in a process of its own. */
async function backUp(dataDir: string) {
  const output = join(dataDir, 'out.tar.zst');
  const began = performance.now();
  const child = Bun.spawn([...serverCommand(), 'backup', '--json', '--output', output], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdout: 'pipe',
    stderr: 'inherit',
  });
  let peakMb = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid));
  }, 50);
  const made = JSON.parse(await new Response(child.stdout).text());
  await child.exited;
  clearInterval(timer);
  rmSync(output);
  return { bytes: Number(made.bytes), seconds: (performance.now() - began) / 1000, peakMb };
}

/** Reads the most memory that a process has held, proc(5) status; 0 when the process has ended. */
function peakOf(pid: number): number {
  try {
    const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return Number(kb) / 1000;
  } catch {
    return 0;
  }
}

if (import.meta.main) await runAlone(backup);
