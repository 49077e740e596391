import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stablePort } from '../../helpers/services/process.ts';
import { until } from '../../helpers/until.ts';

export const EXECUTABLE = join(import.meta.dir, '../../../dist/payambar');

export type Executable = {
  url: string;
  port: number;
  dir: string;
  /** Sends SIGKILL: no handler runs. */
  kill(): Promise<void>;
  /** Sends SIGTERM; returns the exit code. */
  stop(): Promise<number>;
  /** Starts again, on the same data and port. */
  start(): Promise<void>;
  log(): string;
};

/** Starts `./payambar` in an empty directory, with nothing set but its port and address. */
export async function startExecutable(env: Record<string, string> = {}): Promise<Executable> {
  if (!existsSync(EXECUTABLE))
    throw new Error('dist/payambar is missing: run `bun run build` first');
  const dir = mkdtempSync(join(tmpdir(), 'payambar-e2e-'));
  const port = stablePort();
  let child: Bun.Subprocess | undefined;
  let log = '';

  const start = async (): Promise<void> => {
    const started = Bun.spawn([EXECUTABLE], {
      cwd: dir,
      env: {
        ...{ PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: String(port) },
        // Registration is open without a set-up (`''`: closed until the server is set up).
        // The people of a file come within a minute, from one address: the faster the machine, the more of them.
        ...{ REGISTRATION: 'open', AUTH_LIMIT: '1000', ...env },
      },
      stdout: 'pipe',
      stderr: 'pipe',
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      void stream.pipeTo(
        new WritableStream({
          write(chunk: Uint8Array) {
            log += new TextDecoder().decode(chunk);
          },
        }),
      );
    }
    await healthy(`http://127.0.0.1:${port}/health`, started, () => log);
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    dir,
    start,
    async kill() {
      child?.kill('SIGKILL');
      await child?.exited;
    },
    async stop() {
      child?.kill('SIGTERM');
      return (await child?.exited) ?? 0;
    },
    log: () => log,
  };
}

async function healthy(url: string, child: Bun.Subprocess, log: () => string): Promise<void> {
  // A killed child has a signal and no exit code.
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  await until(async () => hasEnded() || (await fetch(url)).ok, true).catch((error) => {
    throw new Error(`payambar did not answer ${url}: ${error.message}\n${log()}`);
  });
  if (hasEnded()) throw new Error(`payambar ended at start:\n${log()}`);
}
