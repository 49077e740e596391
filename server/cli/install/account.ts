import { existsSync, readFileSync } from 'node:fs';
import { runTool } from '../lib/run.ts';
import { type Layout, USER } from './layout.ts';

export type SystemAccount = { uid: number; gid: number };

/** The service's user as the machine's own list has it. */
export function systemAccountOf({ accounts }: Layout): SystemAccount | undefined {
  if (!existsSync(accounts)) return undefined;
  const line = readFileSync(accounts, 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${USER}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Makes the user: without a password, a shell or a home of its own. Returns why not, when that fails. */
export function makeAccount(layout: Layout): string | undefined {
  const ran = runTool([
    'useradd',
    ...(layout.elsewhere ? ['--prefix', layout.root] : []),
    ...['--system', '--user-group', '--no-create-home'],
    ...['--home-dir', '/var/lib/payambar', '--shell', '/usr/sbin/nologin', USER],
  ]);
  return ran.ok ? undefined : ran.err.trim();
}
