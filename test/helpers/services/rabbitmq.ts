import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVersion } from '../../../server/jobs/queue/banner.ts';
import { bound, programOf, type Service, stablePort, startService } from './process.ts';

export type Rabbitmq = Service & {
  url: string;
  /** By TLS, where it was given a certificate. */
  secretUrl: string;
  /** Runs `rabbitmqctl` on it. */
  control(...words: string[]): Promise<string>;
};

const PASSWORD = 'right word/of@tests';
/** Debian's program of the same name on the path changes to a user of its own. */
const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/**
 * Starts Debian's RabbitMQ, with quorum queues and no plugin. It would leave Erlang's port mapper behind, so that runs beside it
 * as a process of the tests. `pair`: its certificate, of `localhost`.
 */
export async function startRabbitmq(pair?: { cert: string; key: string }): Promise<Rabbitmq> {
  programOf('rabbitmq-server');
  const mapper = stablePort();
  const portMapper = Bun.spawn(bound([programOf('epmd'), '-port', `${mapper}`]), {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ERL_EPMD_ADDRESS: '127.0.0.1' },
  });
  const [distribution, secretPort] = [stablePort(), stablePort()];
  const secret = pair
    ? [
        `listeners.ssl.default = ${secretPort}`,
        `ssl_options.certfile = ${pair.cert}`,
        `ssl_options.keyfile = ${pair.key}`,
      ]
    : [];
  const varsOf = (folder: string, port: number) => ({
    HOME: folder,
    ERL_EPMD_PORT: `${mapper}`,
    RABBITMQ_NODENAME: `payambar${port}@localhost`,
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: `${port}`,
    RABBITMQ_DIST_PORT: `${distribution}`,
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    // Else a shell stands between it and the signals.
    RUNNING_UNDER_SYSTEMD: 'true',
  });
  const at = ({ folder, port }: { folder: string; port: number }) => varsOf(folder, port);
  const service = await startService({
    name: 'rabbitmq',
    command: () => [PROGRAM],
    prepare(folder) {
      writeFileSync(
        join(folder, 'rabbitmq.conf'),
        [
          'default_user = payambar',
          `default_pass = ${PASSWORD}`,
          'loopback_users = none',
          ...secret,
          '',
        ].join('\n'),
      );
      writeFileSync(join(folder, 'enabled_plugins'), '[].\n');
      writeFileSync(join(folder, '.erlang.cookie'), 'a cookie of the tests'.replaceAll(' ', ''));
      chmodSync(join(folder, '.erlang.cookie'), 0o400);
    },
    env: at,
    ready: ({ port }) =>
      readVersion(`amqp://127.0.0.1:${port}`).then(
        () => true,
        () => false,
      ),
  });
  const { folder, port } = service;
  const who = `payambar:${encodeURIComponent(PASSWORD)}`;
  const endMapper = async (): Promise<void> => {
    portMapper.kill();
    await portMapper.exited;
  };
  const stop = async (): Promise<void> => {
    await service.stop();
    await endMapper();
  };
  return {
    ...service,
    url: `amqp://${who}@127.0.0.1:${port}`,
    secretUrl: `amqps://${who}@localhost:${secretPort}`,
    async control(...words) {
      const env = { PATH: `${process.env.PATH}:/usr/sbin:/usr/bin:/bin`, ...varsOf(folder, port) };
      return Bun.$`/usr/lib/rabbitmq/bin/rabbitmqctl ${words}`.env(env).text();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
