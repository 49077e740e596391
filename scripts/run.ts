export const root = new URL('..', import.meta.url).pathname;

export type Ran = { ok: boolean; seconds: number };

/** Runs a program in the project's folder, and passes its output on as it is. */
export async function run(command: string[], env: Record<string, string> = {}): Promise<Ran> {
  const started = performance.now();
  const child = Bun.spawn(command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['inherit', 'inherit', 'inherit'],
  });
  const code = await child.exited;
  return { ok: code === 0, seconds: (performance.now() - started) / 1000 };
}

/** Runs a program silently; its output matters only when it fails. */
export async function collect(command: string[]): Promise<Ran & { output: string }> {
  const started = performance.now();
  const child = Bun.spawn(command, { cwd: root, stdout: 'pipe', stderr: 'pipe' });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { ok: code === 0, seconds: (performance.now() - started) / 1000, output: out + err };
}

/** The Bun that runs this script: `bun` itself need not be in PATH. */
export const bun = process.execPath;
