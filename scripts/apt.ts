import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/bin', '/snap/bin'];
/** Debian keeps the programs of PostgreSQL's server here, by version. */
const POSTGRES = '/usr/lib/postgresql';

/** The usual folders for programs are searched too, whatever PATH says. It is read anew: an installation makes folders. */
export function searchPath(): string {
  const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).map(Number) : [];
  const newest = versions.sort((one, other) => other - one).map((one) => `${POSTGRES}/${one}/bin`);
  return [process.env.PATH, ...FOLDERS, ...newest].filter(Boolean).join(':');
}

/** Installs Debian's packages where that is possible: as root, with apt. */
export async function installPackages(packages: readonly string[]): Promise<boolean> {
  const PATH = searchPath();
  const apt = Bun.which('apt-get', { PATH });
  if (process.getuid?.() !== 0 || !apt) return false;
  const env = { PATH, DEBIAN_FRONTEND: 'noninteractive' };
  await run([apt, 'update', '-qq'], env);
  const options = ['-y', '-qq', '--no-install-recommends'];
  using _ = forbidServices();
  return (await run([apt, 'install', ...options, ...packages], env)).ok;
}

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Debian's packages of servers start a service when they are installed, on ports that this machine may need for another.
 * The tests start their own. 101 is “not allowed” in the contract of invoke-rc.d; a policy that is there already stays.
 */
function forbidServices(): Disposable {
  if (existsSync(POLICY)) return { [Symbol.dispose]() {} };
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const remove = () => rmSync(POLICY, { force: true });
  process.once('exit', remove);
  return {
    [Symbol.dispose]() {
      process.off('exit', remove);
      remove();
    },
  };
}
