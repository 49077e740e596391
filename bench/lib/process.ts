import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Clock ticks a second of /proc/<pid>/stat: `getconf CLK_TCK` is 100 on every Linux that Bun runs on. */
const TICKS = 100;
const PAGE_KB = 4;
const ROOT = join(import.meta.dir, '../..');
const EXECUTABLE = join(ROOT, 'dist/payambar');

export type Server = {
  pid: number;
  port: number;
  /** Milliseconds from the spawn to the first reply of /health. */
  startMs: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

/** Reads the CPU time of all threads of a process since its start, ms: utime + stime, proc(5). Resolution 10 ms. */
export const cpuMs = (pid: number): number => ticksOf(pid, 2) * (1000 / TICKS);

/** The same of the first thread alone, to the nanosecond (/proc/<pid>/schedstat): for a process of one thread, and little work. */
export const exactCpuMs = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;

/** The same of a process and of those that it has started: the ones that live, and the ones that have ended. */
export function familyCpuMs(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
  const pids = children.split(' ').filter(Boolean).map(Number);
  return pids.reduce((sum, child) => sum + cpuMsOr0(child), ticksOf(pid, 4) * (1000 / TICKS));
}

function cpuMsOr0(pid: number): number {
  try {
    return cpuMs(pid);
  } catch {
    // It has ended since it was listed, and its parent counts it.
    return 0;
  }
}

/** Adds up fields of proc(5) from utime on: utime, stime, cutime, cstime. */
function ticksOf(pid: number, fields: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const all = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return all.slice(11, 11 + fields).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** Reads the resident memory in KB: all of it, and the part that is no file (heap, stacks), proc(5) statm. */
export function memoryKb(pid: number): { resident: number; anonymous: number } {
  const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'latin1')
    .split(' ')
    .map(Number);
  return { resident: resident * PAGE_KB, anonymous: (resident - shared) * PAGE_KB };
}

/**
 * Chooses the executable when it is built, else the sources; BENCH_SERVER=source or an executable's path overrides
 * that.
 */
export function serverCommand(): string[] {
  const wanted = process.env.BENCH_SERVER;
  if (wanted === 'source' || (!wanted && !existsSync(EXECUTABLE))) {
    return ['bun', join(ROOT, 'server/main.ts')];
  }
  return [wanted || EXECUTABLE];
}

export function freePort(): number {
  const probe = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } });
  const { port } = probe;
  probe.stop(true);
  return port;
}

export function tempDir(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `payambar-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

const LIMITS_OFF = {
  RATE_LIMIT: '1000000',
  DAILY_MB: '1000000',
  SOCKETS_PER_ADDRESS: '1000000',
  LOG_LEVEL: 'error',
};

/** Starts a server on loopback and waits, at most 20 s, for its first reply of /health. */
export async function startServer(
  command: string[],
  dataDir: string,
  env: Record<string, string> = {},
): Promise<Server> {
  const port = freePort();
  const began = performance.now();
  const child = Bun.spawn(command, {
    cwd: dataDir,
    env: {
      ...process.env,
      ...LIMITS_OFF,
      HOST: '127.0.0.1',
      REGISTRATION: 'open',
      PORT: String(port),
      DATA_DIR: dataDir,
      ...env,
    },
    stdin: 'ignore',
    stdout: Bun.file(join(dataDir, 'stdout.log')),
    stderr: Bun.file(join(dataDir, 'stderr.log')),
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    await child.exited;
  };
  while (performance.now() - began < 20_000 && child.exitCode === null) {
    const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    if (response?.ok) {
      return { pid: child.pid, port, startMs: performance.now() - began, stop };
    }
    await Bun.sleep(1);
  }
  await stop('SIGKILL');
  const log = readFileSync(join(dataDir, 'stderr.log'), 'utf8').slice(-2000);
  throw new Error(`${command.join(' ')} did not answer /health\n${log}`);
}
