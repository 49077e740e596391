import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Ran = { code: number; out: string; err: string };
export type Machine = ReturnType<typeof machineAt>;

const BARE = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C' };

/** Treats a root folder as a machine: what a person types there as root, and what its service manager would start. */
export function machineAt(root: string) {
  const inside = (command: string[]) =>
    Bun.spawn(['chroot', root, ...command], {
      env: BARE,
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    });
  let server: Bun.Subprocess | undefined;
  return {
    root,
    at: (path: string) => join(root, path),
    async type(...command: string[]): Promise<Ran> {
      const child = inside(command);
      const [out, err] = await Promise.all([
        Bun.readableStreamToText(child.stdout),
        Bun.readableStreamToText(child.stderr),
      ]);
      return { code: await child.exited, out, err };
    },
    /** Runs the unit's own command line, with its environment, as its user. */
    startService(): void {
      const { command, user, env } = serviceOf(root);
      server = Bun.spawn(['chroot', `--userspec=${user}:${user}`, root, ...command], {
        // The story is not about the set-up wizard.
        env: { ...BARE, REGISTRATION: 'open', ...env },
        stdio: ['ignore', 2, 2],
      });
    },
    async stopService(): Promise<number> {
      server?.kill();
      return (await server?.exited) ?? -1;
    },
  };
}

/** Reads the unit as systemd does: systemd.exec(5), the settings file over `Environment`. */
function serviceOf(root: string) {
  const unit = readFileSync(join(root, 'etc/systemd/system/payambar.service'), 'utf8');
  const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
  const file = join(root, value('EnvironmentFile').replace(/^-/, ''));
  const given = value('Environment')
    .split(' ')
    .map((one) => one.split('=') as [string, string]);
  return {
    command: value('ExecStart').split(' '),
    user: value('User'),
    env: { ...Object.fromEntries(given), ...parseEnv(readFileSync(file, 'utf8')) } as Record<
      string,
      string
    >,
  };
}
