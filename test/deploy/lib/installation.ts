import { copyFileSync, linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ended } from '../../helpers/program.ts';
import { stablePort } from '../../helpers/services/process.ts';

export type Installation = Awaited<ReturnType<typeof installation>>;

/**
 * Installs an executable with its data, and a service that starts and stops it when the update asks. `fault` is in
 * the server's environment at the next start.
 */
export async function installation(from: string, { copy = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'payambar-update-'));
  const executable = join(dir, 'payambar');
  const dataDir = join(dir, 'data');
  mkdirSync(dataDir);
  // It is never written to in place, so a link is as good as a copy of 118 MB.
  if (copy) copyFileSync(from, executable);
  else linkSync(from, executable);
  const port = stablePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ PATH: process.env.PATH ?? '', DATA_DIR: dataDir, HOST: '127.0.0.1' },
    REGISTRATION: 'open',
  };
  const state: { fault: string; child?: Bun.Subprocess } = { fault: '' };

  const stop = async () => {
    state.child?.kill();
    await state.child?.exited;
  };
  const start = () => {
    state.child = Bun.spawn([executable], {
      cwd: dir,
      env: { ...env, PORT: String(port), FAULT: state.fault },
      stdio: ['ignore', Bun.file(join(dir, 'log')), Bun.file(join(dir, 'errors'))],
    });
  };
  const verbs: Record<string, () => unknown> = {
    '/stop': stop,
    '/start': start,
    '/restart': async () => {
      await stop();
      start();
    },
  };
  const manager = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      await verbs[new URL(request.url).pathname]?.();
      return new Response();
    },
  });
  const service = `${process.execPath} ${join(import.meta.dir, 'ask-service.ts')} ${manager.port}`;

  const run = async (args: string[], more: Record<string, string> = {}): Promise<Ended> => {
    const child = Bun.spawn([executable, ...args], {
      cwd: dir,
      env: { ...env, LANG: 'C', ...more },
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const [out, err] = await Promise.all([
      Bun.readableStreamToText(child.stdout),
      Bun.readableStreamToText(child.stderr),
    ]);
    return { code: await child.exited, out, err };
  };
  return {
    dir,
    executable,
    dataDir,
    url,
    state,
    start,
    stop,
    run,
    /** Runs `payambar update FILE` with the service above. */
    update: (file: string, ...more: string[]) =>
      run(['update', file, '--service', service, '--wait', '15', ...more]),
    async [Symbol.asyncDispose]() {
      await stop();
      await manager.stop(true);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
