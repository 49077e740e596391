import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from '../../helpers/caller.ts';
import { startProgram, tempDir } from '../../helpers/program.ts';
import { startFakeS3 } from '../../helpers/s3/fake-s3.ts';
import { startPostgres } from '../../helpers/services/postgres.ts';
import { stablePort } from '../../helpers/services/process.ts';
import { startRedis } from '../../helpers/services/redis.ts';
import { until } from '../../helpers/until.ts';

export type Nodes = Awaited<ReturnType<typeof startThreeNodes>>;
export type Node = Awaited<ReturnType<typeof startNode>>;

/** Starts three nodes as people have them, each a process, on one PostgreSQL, one Redis and one bucket of this test. */
export async function startThreeNodes(env: Record<string, string> = {}) {
  const folder = tempDir();
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const s3 = startFakeS3();
  const shared = {
    DATABASE_URL: await postgres.createDatabase('payambar'),
    REDIS_URL: redis.url,
    ...s3.env,
    AUTH_LIMIT: '100000',
    RATE_LIMIT: '10000',
    ...env,
  };
  const begin = (name: string) => startNode(folder.path, name, shared);
  // The first makes the tables.
  const first = await begin('a');
  const nodes = [first, ...(await Promise.all([begin('b'), begin('c')]))];
  return {
    postgres,
    redis,
    nodes,
    ports: nodes.map(({ port }) => port),
    async stop(): Promise<void> {
      await Promise.all(nodes.map((node) => node.stop()));
      await redis.stop();
      await s3.stop();
      await postgres.stop();
      folder[Symbol.dispose]();
    },
  };
}

/** One node with a folder and a port of its own, which it keeps when it is started again. */
export async function startNode(folder: string, name: string, shared: Record<string, string>) {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { mode: 0o700 });
  const port = stablePort();
  const env = { ...shared, DATA_DIR: dataDir, NODE_NAME: name, PORT: `${port}` };
  let program = await startProgram([], env);
  let runs = true;
  return {
    name,
    port,
    url: `http://127.0.0.1:${port}`,
    pid: () => program.pid,
    lines: () => program.lines,
    /** What /ready answers: its status, and what is missing. */
    async ready(): Promise<[status: number, why: string[]]> {
      const { status, body } = await answerOf(program.url, 'GET', '/ready');
      return [status, body.why ?? []];
    },
    /** Ends it in good order, or by another signal. */
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
      if (!runs) return;
      runs = false;
      await program.stop(signal);
    },
    /** Starts it again after an end, and waits until it is ready. */
    async start(): Promise<void> {
      program = await startProgram([], env);
      runs = true;
      await until(() => this.ready(), [200, []]);
    },
  };
}
