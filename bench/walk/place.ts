import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { startHaproxyFront } from '../../test/cluster/lib/fronts.ts';
import type { Front } from '../../test/deploy/lib/proxy.ts';
import { makeAuthority, NAME } from '../../test/helpers/certificates.ts';
import { type FakeS3, startFakeS3 } from '../../test/helpers/s3/fake-s3.ts';
import { type Postgres, startPostgres } from '../../test/helpers/services/postgres.ts';
import { bound, stablePort } from '../../test/helpers/services/process.ts';
import { type Redis, startRedis } from '../../test/helpers/services/redis.ts';
import { until } from '../../test/helpers/until.ts';
import { SECRET_ENV } from '../lib/cast.ts';
import { serverCommand, tempDir } from '../lib/process.ts';
import { print } from '../lib/report.ts';

export type Env = Record<string, string>;
export type Place = Machines & {
  /** Puts the executable in place as `install` does: running processes keep the file that they have. */
  install(): void;
  node(n: number, env: Env): Node;
  close(): Promise<void>;
};
type Machines = {
  folder: string;
  ports: readonly number[];
  postgres: Postgres;
  redis: Redis;
  s3: FakeS3;
  front: Front;
  ca: string;
  executable: string;
  /** The address of the empty database. */
  database: string;
  common: Env;
  /** What lets a node be one of several. */
  cluster: Env;
};

/** The machines of docs/scaling.md, all on this one: a balancer, PostgreSQL, Redis, a bucket, and room for three nodes. */
export async function openPlace(): Promise<Place> {
  const folder = tempDir('walk');
  const ports = [stablePort(), stablePort(), stablePort()];
  const authority = await makeAuthority(folder.path);
  const pair = await authority.issue(NAME, 80);
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis({ password: 'bus' })]);
  const s3 = startFakeS3();
  const front = await startHaproxyFront({ folder: folder.path, targets: ports, pair });
  const executable = join(folder.path, 'payambar');
  const database = await postgres.createDatabase('payambar');
  const common: Env = {
    ...SECRET_ENV,
    HOST: '127.0.0.1',
    TRUSTED_PROXIES: '127.0.0.1',
    PUBLIC_URL: `https://${NAME}`,
    REGISTRATION: 'open',
    DRAIN_SECONDS: '5',
    LOG_FORMAT: 'json',
    RATE_LIMIT: '10000',
  };
  const machines: Machines = {
    ...{ folder: folder.path, ports, postgres, redis, s3, front, executable, database, common },
    ca: await Bun.file(authority.cert).text(),
    cluster: { DATABASE_URL: database, REDIS_URL: redis.url },
  };
  const place: Place = {
    ...machines,
    install() {
      const [command = ''] = serverCommand();
      copyFileSync(command, `${executable}.new`);
      renameSync(`${executable}.new`, executable);
    },
    node: (n, env) => openNode(machines, n, env),
    async close() {
      await front.stop();
      await redis.stop();
      await s3.stop();
      await postgres.stop();
      folder.remove();
    },
  };
  place.install();
  return place;
}

export type Node = ReturnType<typeof openNode>;

/** One node with a port and a data folder of its own. `env` may be changed between an end and a start. */
function openNode({ folder, ports, executable, common }: Machines, n: number, env: Env) {
  const dataDir = join(folder, `node${n + 1}`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const url = `http://127.0.0.1:${ports[n]}`;
  const log = Bun.file(join(folder, `node${n + 1}.log`)).writer();
  let child: Bun.Subprocess | undefined;
  const node = {
    url,
    env,
    dataDir,
    settings: (): Env => ({
      ...{ PATH: process.env.PATH ?? '', ...common, ...node.env, DATA_DIR: dataDir },
      ...{ PORT: `${ports[n]}`, NODE_NAME: `node${n + 1}` },
    }),
    async start(): Promise<void> {
      const started = Bun.spawn(bound([executable]), {
        env: node.settings(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr])
        void (async () => {
          for await (const chunk of stream) log.write(chunk);
          await log.flush();
        })();
      const ready = async () => started.exitCode !== null || (await fetch(`${url}/ready`)).ok;
      await until(ready, true, { ms: 120_000, everyMs: 50 });
      if (started.exitCode !== null) throw new Error(`node ${n + 1} did not start`);
    },
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
      child?.kill(signal);
      await child?.exited;
    },
    /** Runs a command of the program with this node's settings, as its administrator would. */
    async run(...args: string[]): Promise<string> {
      const began = performance.now();
      const command = Bun.spawn([executable, ...args], {
        env: node.settings(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const said = await Promise.all([
        new Response(command.stdout).text(),
        new Response(command.stderr).text(),
      ]);
      const code = await command.exited;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      print(
        `$ payambar ${args.join(' ')}   (exit ${code}, ${seconds} s)\n${said.join('').trimEnd()}`,
      );
      return said.join('');
    },
  };
  return node;
}
