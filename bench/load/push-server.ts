/**
 * The server from its sources, with pushes that go to the stand-in of a push service (push-service.ts) by plain HTTP:
 * TLS to a service abroad costs the same whoever sends. It takes the server's environment, PUSH_PORT and CLIENT_ROOT.
 */
import '../../server/env.ts';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { startServer } from '../../server/boot/lifecycle.ts';
import { randomIds, systemClock } from '../../server/cli/lib/ids.ts';
import { sourcesOf } from '../../server/cli/sources.ts';
import { readConfig } from '../../server/config.ts';
import type { PostPush } from '../../server/deps.ts';
import { createLog } from '../../server/log.ts';

const post: PostPush = async (endpoint, body, headers) => {
  const { pathname } = new URL(endpoint);
  const response = await fetch(`http://127.0.0.1:${process.env.PUSH_PORT}${pathname}`, {
    ...{ method: 'POST', body, headers, redirect: 'manual' },
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  return { status: response.status, retryAfter: response.headers.get('retry-after') };
};

const config = readConfig(sourcesOf({ flags: {}, env: process.env }));
const log = createLog({
  ...config,
  now: Date.now,
  write: (line) => void process.stderr.write(line),
});
const db = openDb({ path: join(config.dataDir, 'payambar.db'), log });
const deps = { db, log, config, clock: systemClock, ids: randomIds, postPush: post };
const running = await startServer(deps, process.env.CLIENT_ROOT);
process.on('SIGTERM', async () => {
  await running.stop();
  await db.close();
  process.exit(0);
});
