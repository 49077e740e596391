import { run } from './run.ts';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/bin', '/snap/bin'];

/** Wherever systems keep programs, whatever PATH says. */
export const PATH = [process.env.PATH, ...FOLDERS].filter(Boolean).join(':');

/** Installs Debian's packages, where that is possible: as root, with apt. */
export async function installPackages(packages: readonly string[]): Promise<boolean> {
  const apt = Bun.which('apt-get', { PATH });
  if (process.getuid?.() !== 0 || !apt) return false;
  const env = { PATH, DEBIAN_FRONTEND: 'noninteractive' };
  await run([apt, 'update', '-qq'], env);
  const options = ['-y', '-qq', '--no-install-recommends'];
  return (await run([apt, 'install', ...options, ...packages], env)).ok;
}
