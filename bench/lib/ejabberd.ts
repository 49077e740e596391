import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SQL } from 'bun';
import { installPackages } from '../../scripts/apt.ts';
import {
  listens,
  programOf,
  type Service,
  startService,
} from '../../test/helpers/services/process.ts';

const PACKAGES = ['ejabberd', 'erlang-p1-pgsql'];
const SCHEMA = '/usr/share/ejabberd/sql/pg.sql';
const ERLANG = { ERL_LIBS: '/usr/lib/x86_64-linux-gnu' };

/**
 * Starts Debian's ejabberd on a PostgreSQL database of its own, with its archive (XEP-0313) on for everybody, and as little
 * else as it can do without: no roster, no offline messages, no limits of rate.
 */
export async function startEjabberd(url: string): Promise<Service> {
  await using sql = new SQL(url, { max: 1 });
  await sql.unsafe(await Bun.file(SCHEMA).text()).simple();
  return await startService({
    name: 'ejabberd',
    user: 'ejabberd',
    prepare: (folder) => mkdirSync(join(folder, 'spool')),
    command: ({ folder, port }) => {
      writeFileSync(join(folder, 'ejabberd.yml'), settingsOf(url, port));
      return [
        ...[programOf('env'), ...Object.entries(envOf(folder)).map((each) => each.join('='))],
        ...[programOf('erl'), '-noinput', '+K', 'true', '+P', '250000'],
        ...['-mnesia', 'dir', JSON.stringify(join(folder, 'spool')), '-s', 'ejabberd'],
      ];
    },
    ready: ({ port }) => listens(port),
  });
}

/** Debian's package, where it can be installed. */
export async function ensureEjabberd(): Promise<void> {
  if (await Bun.file(SCHEMA).exists()) return;
  await installPackages(PACKAGES);
  if (!(await Bun.file(SCHEMA).exists()))
    throw new Error(
      `${PACKAGES.join(' and ')} could not be installed here (Debian: apt-get install)`,
    );
}

/** Adds people by their names, all with one password. */
export async function addXmppPeople(url: string, names: string[], password: string): Promise<void> {
  await using sql = new SQL(url, { max: 1 });
  await sql`insert into users (username, password)
    select name, ${password} from unnest(${sql.array(names, 'TEXT')}) as each(name)`;
}

const envOf = (folder: string): Record<string, string> => ({
  ...ERLANG,
  EJABBERD_CONFIG_PATH: join(folder, 'ejabberd.yml'),
  EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
  ERL_CRASH_DUMP: '/dev/null',
});

/** JSON is YAML too. */
function settingsOf(url: string, port: number): string {
  const { hostname, port: sqlPort, pathname, username, password } = new URL(url);
  return JSON.stringify({
    hosts: ['localhost'],
    loglevel: 'warning',
    default_db: 'sql',
    auth_method: 'sql',
    auth_password_format: 'plain',
    ...{ sql_type: 'pgsql', sql_server: hostname, sql_port: Number(sqlPort) },
    ...{ sql_database: pathname.slice(1), sql_username: username },
    sql_password: decodeURIComponent(password),
    listen: [{ ip: '127.0.0.1', port, module: 'ejabberd_c2s', access: 'all', shaper: 'none' }],
    modules: { mod_mam: { default: 'always', assume_mam_usage: true, compress_xml: false } },
  });
}
