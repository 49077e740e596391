import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchPath } from '../../../scripts/apt.ts';
import { until } from '../until.ts';

/** A real server of another project, in a folder and on a loopback port of its own. */
export type Service = {
  port: number;
  /** Holds its data, sockets and log; it is removed with the service. */
  folder: string;
  pid(): number;
  log(): string;
  /** Sends SIGKILL to it and to all processes that it has started. Its data stays for `start`. */
  kill(): Promise<void>;
  /** Starts it again, on the same data and port, and waits until it serves. */
  start(): Promise<void>;
  /** Stops it as an administrator would, and starts it again. */
  restart(): Promise<void>;
  /** Sends SIGSTOP to all its processes: it takes connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** Ends it at once and removes its folder. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

type Options = {
  name: string;
  command(at: { folder: string; port: number }): string[];
  ready(at: { folder: string; port: number }): boolean | Promise<boolean>;
  /** Whom it runs as when the tests run as root. */
  user?: string;
  /** Makes what it needs in its folder, before the first start. */
  prepare?(folder: string): unknown;
  /** Variables that it reads. */
  env?(at: { folder: string; port: number }): Record<string, string>;
  /** Stops it in good order; SIGTERM unless it wants another one. */
  stopSignal?: NodeJS.Signals;
};

/** Finds a program where Debian's packages put it. */
export function programOf(name: string): string {
  const found = Bun.which(name, { PATH: searchPath() });
  if (!found) throw new Error(`${name} is missing: \`npm test\` installs it (scripts/programs.ts)`);
  return found;
}

/**
 * Wraps a command so that it runs as `user` when the tests run as root, and dies with the process of the tests however that
 * ends: the kernel sends the signal (prctl(2), PR_SET_PDEATHSIG).
 */
export function bound(command: string[], user?: string): string[] {
  const as = user && process.getuid?.() === 0;
  const who = as ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : [];
  return [programOf('setpriv'), ...who, '--pdeathsig=KILL', ...command];
}

/**
 * Returns a free port outside of the range that the kernel gives to outgoing connections. One of those may be anybody's by the
 * time when a program listens on it, is started again on it, or is looked for where nobody listens.
 */
export function stablePort(): number {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    try {
      Bun.listen({ hostname: '127.0.0.1', port, socket: { data() {} } }).stop(true);
      return port;
    } catch {
      // It is taken.
    }
  }
}

/** Starts a service; the makers of this folder give it its command. */
export async function startService(options: Options): Promise<Service> {
  const { name, user } = options;
  const folder = mkdtempSync(join(tmpdir(), `payambar-${name}-`));
  const at = { folder, port: stablePort() };
  await options.prepare?.(folder);
  if (user && process.getuid?.() === 0) await Bun.$`chown -R ${user} ${folder}`;
  const logFile = join(folder, 'service.log');
  const log = () => readFileSync(logFile, 'utf8');
  let child: Bun.Subprocess | undefined;
  const hasEnded = () => !child || child.exitCode !== null || child.signalCode !== null;

  const start = async () => {
    const out = Bun.file(logFile);
    child = Bun.spawn(bound(options.command(at), user), {
      cwd: folder,
      env: { PATH: searchPath(), LANG: 'C.UTF-8', HOME: folder, ...options.env?.(at) },
      stdio: ['ignore', out, out],
    });
    const serves = async () => hasEnded() || (await options.ready(at));
    await until(serves, true, { everyMs: 10 });
    if (hasEnded()) throw new Error(`${name} did not start:\n${log()}`);
  };
  const signal = (which: NodeJS.Signals) => {
    for (const pid of child && !hasEnded() ? familyOf(child.pid) : []) send(pid, which);
  };
  const kill = async () => {
    const family = child && !hasEnded() ? familyOf(child.pid) : [];
    for (const pid of family) send(pid, 'SIGKILL');
    await child?.exited;
    await until(() => family.some(isAlive), false, { everyMs: 5 });
  };
  const stop = async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  await start().catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    ...at,
    log,
    start,
    kill,
    stop,
    pid: () => child?.pid ?? 0,
    async restart() {
      child?.kill(options.stopSignal ?? 'SIGTERM');
      await child?.exited;
      await start();
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    [Symbol.asyncDispose]: stop,
  };
}

/** Tells whether something takes connections on this port of loopback. */
export function listens(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.on('connect', () => resolve(true));
  socket.on('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** A process with all that descend from it, itself first (proc(5)): a frozen parent makes no more. */
function familyOf(pid: number): number[] {
  const children = readOr(`/proc/${pid}/task/${pid}/children`);
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(familyOf)];
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** A process that is dead and not yet waited for (a zombie) holds nothing any more. */
const isAlive = (pid: number): boolean => /^\d+ \(.*\) [^ZX]/.test(readOr(`/proc/${pid}/stat`));
