import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQL } from 'bun';
import { bound, programOf, type Service, startService } from './process.ts';

const USER = 'postgres';
const ROLE = 'payambar';
const PASSWORD = 'pass word/of:tests@';

export type Postgres = Service & {
  /** Of the superuser, who ends other people's connections. Programs under test get the URL of `createDatabase`. */
  adminUrl: string;
  /** Makes a database whose owner is a plain role, and returns its URL: TCP, with a password (SCRAM). */
  createDatabase(name: string, options?: string): Promise<string>;
  /** The URL of a database that is there, for the plain role; or for the superuser. */
  urlOf(name: string, role?: 'payambar' | 'postgres'): string;
  /** The same database by the UNIX socket, where no password is asked for. */
  socketUrl(name: string): string;
};

type Options = {
  settings?: Record<string, string | number>;
  /** A folder of data that is copied, in place of an empty one. */
  data?: string;
};

/**
 * For a test that kills the server and cuts no power: what a killed process has written is with the kernel. Before it serves
 * again PostgreSQL syncs each of its thousand files, which takes a disk that is busy longer than anybody waits.
 */
export const KILLED_NOT_CUT = { fsync: 'off', full_page_writes: 'off' };

/** Starts Debian's PostgreSQL with its usual settings (fsync is on); `settings` are those of postgresql.conf. */
export async function startPostgres({ settings = {}, data }: Options = {}): Promise<Postgres> {
  const template = data ?? (await makeTemplate());
  const program = programOf('postgres');
  const service = await startService({
    name: 'postgres',
    user: USER,
    stopSignal: 'SIGINT',
    prepare: (folder) => Bun.$`cp -a --reflink=auto ${template} ${join(folder, 'data')}`,
    command({ folder, port }) {
      const data = join(folder, 'data');
      const own = { listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings };
      const options = Object.entries(own).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      return [program, '-D', data, '-p', `${port}`, ...options];
    },
    // pg_ctl asks the same: the last line of this file says whether connections are taken.
    ready: ({ folder }) =>
      /\nready *\n?$/.test(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8')),
  });
  const { port, folder } = service;
  const password = encodeURIComponent(PASSWORD);
  const urlOf = (name: string, role = ROLE) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${name}`;
  const adminUrl = urlOf('postgres', USER);
  return {
    ...service,
    adminUrl,
    urlOf,
    async createDatabase(name, options = '') {
      await using sql = new SQL(adminUrl, { max: 1 });
      await sql.unsafe(`CREATE DATABASE "${name}" OWNER ${ROLE} ${options}`);
      return urlOf(name);
    },
    socketUrl: (name) => `postgres://${ROLE}@/${name}?host=${folder}&port=${port}`,
  };
}

/**
 * Makes a cluster once for this machine and version: initdb takes a second, a copy of it a tenth. It holds the plain role,
 * and asks for passwords as a server on another machine does.
 */
async function makeTemplate(): Promise<string> {
  const initdb = programOf('initdb');
  const version = (await Bun.$`${initdb} --version`.text()).replace(/\D+/g, '-');
  const template = join(tmpdir(), `payambar-postgres-template${version}1`);
  if (existsSync(template)) return template;
  const making = mkdtempSync(join(tmpdir(), 'payambar-initdb-'));
  const [data, secret] = [join(making, 'data'), join(making, 'secret')];
  await Bun.write(secret, PASSWORD);
  if (process.getuid?.() === 0) await Bun.$`chown -R ${USER} ${making}`;
  const access = ['--auth-host=scram-sha-256', '--auth-local=trust', `--pwfile=${secret}`];
  const words = ['--encoding=UTF8', '--locale=C.UTF-8', '--username=postgres', '--no-sync'];
  await runAs([initdb, '-D', data, ...access, ...words, '--no-instructions']);
  const role = `CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}';\n`;
  await runAs([programOf('postgres'), '--single', '-D', data, 'postgres'], role);
  try {
    renameSync(data, template);
  } catch {
    // Another test was faster; its template is as good.
  }
  rmSync(making, { recursive: true, force: true });
  return template;
}

async function runAs(command: string[], input = ''): Promise<void> {
  const child = Bun.spawn(bound(command, USER), {
    stdin: Buffer.from(input),
    stdout: 'pipe',
    stderr: 'pipe',
    env: { LANG: 'C.UTF-8' },
    cwd: tmpdir(),
  });
  const said = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(`${command[0]}: ${said.join('\n')}`);
}
