import { installPackages, PATH } from './apt.ts';
import { fail, say } from './say.ts';

/** What the tests of deploy/ run, and the Debian package that it comes in. */
const PROGRAMS = { nginx: 'nginx', caddy: 'caddy', openssl: 'openssl' };

/** Proxies, and what makes certificates for them; only where tests of deploy/ run at all. */
export async function ensurePrograms(): Promise<void> {
  if (process.platform !== 'linux') return;
  const packages = missing();
  if (packages.length === 0) return;
  say(`missing, installing: ${packages.join(', ')}`);
  await installPackages(packages);
  const left = missing();
  if (left.length > 0)
    fail(
      `The tests of deploy/ need ${left.join(', ')}, which could not be installed here. Install them (Debian: apt-get install ${left.join(' ')}).`,
    );
}

function missing(): string[] {
  return Object.entries(PROGRAMS)
    .filter(([program]) => Bun.which(program, { PATH }) === null)
    .map(([, name]) => name);
}
