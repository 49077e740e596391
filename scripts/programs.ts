import { installPackages, searchPath } from './apt.ts';
import { fail, say } from './say.ts';

/** Programs that the tests of deploy/ and of several nodes run, and a client of the relay, with the Debian package of each. */
const PROGRAMS = {
  nginx: 'nginx',
  caddy: 'caddy',
  haproxy: 'haproxy',
  openssl: 'openssl',
  initdb: 'postgresql',
  'redis-server': 'redis-server',
  pgbouncer: 'pgbouncer',
  'rabbitmq-server': 'rabbitmq-server',
  turnutils_uclient: 'coturn',
};

/** Installs the proxies and servers, and what makes certificates for them, only where such tests run at all. */
export async function ensurePrograms(): Promise<void> {
  if (process.platform !== 'linux') return;
  const packages = findMissing();
  if (packages.length === 0) return;
  say(`missing, installing: ${packages.join(', ')}`);
  await installPackages(packages);
  const left = findMissing();
  if (left.length > 0)
    fail(
      `The tests of deploy/, of several nodes and of the relay need ${left.join(', ')}, which could not be installed here. Install them (Debian: apt-get install ${left.join(' ')}).`,
    );
}

function findMissing(): string[] {
  return Object.entries(PROGRAMS)
    .filter(([program]) => Bun.which(program, { PATH: searchPath() }) === null)
    .map(([, name]) => name);
}
