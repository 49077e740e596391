import { openPostgres } from '../../db/postgres/open.ts';
import { startServer } from '../helpers/app.ts';

/**
 * A node of its own process, to be killed and stopped: `bun work-child.ts NAME DATA_DIR DATABASE PUSH_SERVICE [QUEUE]`. Prints its
 * address, then what it logs of the work.
 */
const [, , name = '', dataDir = '', database = '', service = '', queueUrl = ''] = process.argv;
const db = await openPostgres({ url: database, connections: 3, prepare: true, node: name });
const server = await startServer({
  ...{ dataDir, shared: db, nodeName: name, databaseUrl: database, queueUrl },
  async postPush(endpoint, body, headers) {
    const url = service + new URL(endpoint).pathname;
    const signal = AbortSignal.timeout(10_000);
    const { status } = await fetch(url, { method: 'POST', body, headers, signal });
    return { status, retryAfter: null };
  },
});
process.stdout.write(`${server.url}\n`);
server.lines.push = (...lines: string[]) => {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};
process.on('SIGTERM', async () => {
  await server.stop();
  await db.close();
  process.exit(0);
});
