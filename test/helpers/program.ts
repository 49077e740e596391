import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bound } from './services/process.ts';

/** The executable that `bun run build` made, or the one that the whole run has built. */
export const EXECUTABLE = process.env.PAYAMBAR ?? join(import.meta.dir, '../../dist/payambar');
export const MAIN = join(import.meta.dir, '../../server/main.ts');

export type Ended = { code: number; out: string; err: string };

/** Makes a folder that is removed with the test. */
export function tempDir(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'payambar-cli-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * The whole run uses the executable, which is what people have and starts five times as fast; a test by itself takes
 * the sources.
 */
export const PROGRAM = process.env.PAYAMBAR
  ? [process.env.PAYAMBAR]
  : [process.execPath, '--no-env-file', MAIN];

/** What lets a child end with the tests is Linux's. */
const boundHere = process.platform === 'linux' ? bound : (command: string[]) => command;

/** The program must not see this machine's own settings, and must not outlive a run of tests that was killed. */
export function spawn(
  args: string[],
  env: Record<string, string>,
  cwd: string,
  program: readonly string[] = PROGRAM,
) {
  const bare = { PATH: process.env.PATH ?? '', HOME: tmpdir(), LANG: 'C.UTF-8' };
  return Bun.spawn(boundHere([...program, ...args]), {
    cwd,
    env: { ...bare, ...env },
    stdout: 'pipe',
    stderr: 'pipe',
  });
}

const textOf = (stream: ReadableStream): Promise<string> => Bun.readableStreamToText(stream);

/** Runs the program to its end. */
export async function runProgram(
  args: string[],
  env: Record<string, string>,
  cwd = tmpdir(),
): Promise<Ended> {
  const child = spawn(args, env, cwd);
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  return { code: await child.exited, out, err };
}

/**
 * Starts the server as a process of its own, and waits for the line that says where it listens. Registration is open
 * at once (`REGISTRATION: ''`: closed until the server is set up). `program`: another way to run it.
 */
export async function startProgram(
  args: string[],
  env: Record<string, string>,
  cwd = tmpdir(),
  program = PROGRAM,
) {
  const usual = { LOG_FORMAT: 'json', PORT: '0', HOST: '127.0.0.1', REGISTRATION: 'open' };
  const child = spawn(args, { ...usual, ...env }, cwd, program);
  const lines: Record<string, unknown>[] = [];
  let heard = '';
  const reader = child.stdout.getReader();
  const decoder = new TextDecoder();
  const more = async (): Promise<boolean> => {
    const { value, done } = await reader.read();
    heard += decoder.decode(value);
    const whole = heard.split('\n');
    heard = whole.pop() ?? '';
    for (const line of whole) lines.push(JSON.parse(line));
    return !done;
  };
  let told = '';
  const telling = (async () => {
    const errors = new TextDecoder();
    for await (const chunk of child.stderr) told += errors.decode(chunk, { stream: true });
  })();
  const find = (event: string) => lines.find((line) => line.event === event);
  while (find('listening') === undefined && (await more()));
  const listening = find('listening');
  if (listening === undefined) {
    await telling;
    throw new Error(`did not start: ${told}`);
  }
  return {
    url: String(listening.url),
    listening,
    lines,
    /** Returns what the program has printed beside its log, until now. */
    told: () => told,
    pid: child.pid,
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
      child.kill(signal);
      while (await more());
      await telling;
      return child.exited;
    },
  };
}
