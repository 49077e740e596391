import { programOf, type Service, startService } from './process.ts';

export type Redis = Service & { url: string };

type Options = { password?: string; args?: string[] };

/**
 * Starts Debian's Redis, which keeps nothing on disk: what it carries here is only news. `args`: as on its command line.
 * `REDIS_SERVER` names another program that takes the same: Valkey, of which Debian 12 has no package.
 */
export async function startRedis({ password, args = [] }: Options = {}): Promise<Redis> {
  const program = programOf(process.env.REDIS_SERVER ?? 'redis-server');
  const secret = password ? ['--requirepass', password] : [];
  const service = await startService({
    name: 'redis',
    command: ({ folder, port }) => [
      ...[program, '--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no', ...secret, ...args],
    ],
    ready: async ({ port }) => /PONG|NOAUTH/.test(await ping(port)),
  });
  const who = password ? `:${encodeURIComponent(password)}@` : '';
  return { ...service, url: `redis://${who}127.0.0.1:${service.port}` };
}

async function ping(port: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = await Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      open: (opened) => void opened.write('PING\r\n'),
      data: (_, data) => resolve(data.toString()),
      close: () => reject(new Error('closed')),
    },
  });
  return promise.finally(() => socket.end());
}
