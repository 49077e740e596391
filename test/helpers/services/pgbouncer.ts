import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listens, programOf, type Service, startService } from './process.ts';

export type Pgbouncer = Service & {
  /** The URL of a database of PostgreSQL, through this pooler. */
  through(url: string): string;
};

/** Starts Debian's pgbouncer in transaction mode before the PostgreSQL of `adminUrl`. */
export async function startPgbouncer(adminUrl: string): Promise<Pgbouncer> {
  const program = programOf('pgbouncer');
  const { hostname, port: target, username, password } = new URL(adminUrl);
  const secret = decodeURIComponent(password);
  const service = await startService({
    name: 'pgbouncer',
    // It refuses to run as root.
    user: 'postgres',
    prepare(folder) {
      const users = ['payambar', username].map((name) => `"${name}" "${secret}"\n`);
      writeFileSync(join(folder, 'users'), users.join(''));
    },
    command({ folder, port }) {
      const file = join(folder, 'pgbouncer.ini');
      writeFileSync(
        file,
        `[databases]
* = host=${hostname} port=${target}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users')}
pool_mode = transaction
max_client_conn = 200
default_pool_size = 20
ignore_startup_parameters = extra_float_digits
`,
        { mode: 0o644 },
      );
      return [program, file];
    },
    ready: ({ port }) => listens(port),
  });
  return {
    ...service,
    through(url) {
      const changed = new URL(url);
      changed.port = `${service.port}`;
      return changed.href;
    },
  };
}
