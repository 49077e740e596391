import type { PairSpec } from './pair.ts';

/** What a load program is told, as JSON on its standard input. */
export type LoadJob = {
  port: number;
  pid: number;
  hello: boolean;
  pairs: PairSpec[];
  /** The server's data directory when its search index must have caught up before CPU is read. */
  searchIn: string | null;
  inFlight: number;
  ratePerSecond: number;
  warmMs: number;
  measureMs: number;
};

/** Runs a load program (bench/load/<name>.ts) in a process of its own and answers what it printed. */
export async function runLoad<R>(name: string, job: LoadJob): Promise<R> {
  const child = Bun.spawn(['bun', `${import.meta.dir}/../load/${name}.ts`], {
    stdin: new Blob([JSON.stringify(job)]),
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), job.warmMs + job.measureMs + 120_000);
  const out = await new Response(child.stdout).text();
  clearTimeout(timer);
  if ((await child.exited) !== 0) throw new Error(`bench/load/${name}.ts failed`);
  return JSON.parse(out);
}

/** Waits for a condition, polled every 5 ms; fails after `limitMs`. */
export async function until(
  what: string,
  condition: () => boolean,
  limitMs = 30_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms for ${what}`);
    await Bun.sleep(5);
  }
}
