/** `su` without `-`, and many a shell's PATH, leave out where useradd, nologin and their like are. */
const PATH = [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(Boolean).join(':');

export type Ran = { ok: boolean; code: number; out: string; err: string };

/** Runs a program of the machine to its end; one that does not exist counts as failed (127, as shells say it). */
export function runTool(command: string[], { timeoutMs }: { timeoutMs?: number } = {}): Ran {
  try {
    const ran = Bun.spawnSync(command, {
      env: { ...process.env, PATH },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
      timeout: timeoutMs,
    });
    const code = ran.exitCode ?? 1;
    return { ok: code === 0, code, out: ran.stdout.toString(), err: ran.stderr.toString() };
  } catch (error) {
    return { ok: false, code: 127, out: '', err: String(error) };
  }
}
