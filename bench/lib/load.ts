import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PairSpec } from './pair.ts';
import { cpuMs, familyCpuMs } from './process.ts';

/** What a load program is told, as JSON in the file that its argument names. */
export type LoadJob = {
  port: number;
  pid: number;
  /** Further nodes of the same server. */
  otherPorts?: number[];
  otherPids?: number[];
  /** What the nodes share. */
  databasePid?: number;
  busPid?: number;
  /** The loops of `pairs` run at least so many before and while it is measured. */
  warmMessages?: number;
  leastMessages?: number;
  hello: boolean;
  pairs: PairSpec[];
  /** The server's data directory when its search index must have caught up before CPU is read; else null. */
  searchIn: string | null;
  inFlight: number;
  ratePerSecond: number;
  warmMs: number;
  measureMs: number;
};

/** CPU of all nodes, ms. */
export const serversCpuMs = ({ pid, otherPids = [] }: LoadJob): number =>
  [pid, ...otherPids].reduce((sum, one) => sum + cpuMs(one), 0);

/** CPU of what is no node, ms: of PostgreSQL with all its processes, of Redis, and of this program. */
export type BesideCpu = { database: number; bus: number; load: number };
export const besideCpuMs = ({ databasePid, busPid }: LoadJob): BesideCpu => ({
  database: databasePid ? familyCpuMs(databasePid) : 0,
  bus: busPid ? cpuMs(busPid) : 0,
  load: cpuMs(process.pid),
});

/** The nodes of pair `n`: writer and reader are on different ones where there are several. */
export function portsOf({ port, otherPorts = [] }: LoadJob, n: number): [number, number] {
  const all = [port, ...otherPorts];
  const at = (place: number): number => all[place % all.length] ?? port;
  return [at(n), at(n + 1)];
}

type Timed = { warmMs: number; measureMs: number };

/** Runs a load program (bench/load/<name>.ts) in a process of its own and returns what it printed. */
export async function runLoad<R, J extends Timed = LoadJob>(name: string, job: J): Promise<R> {
  const child = spawnLoad(name, job);
  const timer = setTimeout(() => child.kill('SIGKILL'), job.warmMs + job.measureMs + 300_000);
  const out = await new Response(child.stdout).text();
  clearTimeout(timer);
  if ((await child.exited) !== 0) throw new Error(`bench/load/${name}.ts failed`);
  return JSON.parse(out);
}

/** The job goes by a file: `Bun.stdin` of 1.4.5 never ended on 64 KB and more. */
export function spawnLoad(name: string, job: object) {
  const file = join(mkdtempSync(join(tmpdir(), 'payambar-job-')), 'job.json');
  writeFileSync(file, JSON.stringify(job));
  return Bun.spawn(['bun', `${import.meta.dir}/../load/${name}.ts`, file], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  });
}

/** Reads the job of this load program, and removes its file, which holds tokens. */
export async function readJob<J>(): Promise<J> {
  const file = process.argv[2] ?? '';
  const job = await Bun.file(file).json();
  rmSync(dirname(file), { recursive: true });
  return job;
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
