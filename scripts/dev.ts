/**
 * `bun run dev`: builds the client in the blink of an eye and runs the server from source; a change of either is
 * there at once, and open pages reload. Arguments go to the server.
 */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.ts';
import { bun, root, run } from './run.ts';
import { say } from './say.ts';

const SERVERS = ['server', 'db', 'protocol'];
const CLIENTS = ['client', 'public', 'protocol'];
/** Editors save a file in several steps. */
const SETTLE_MS = 60;

await install();
await buildClient();
let server = startServer();
let changed = new Set<string>();
let timer: Timer | undefined;
let turn = Promise.resolve();

for (const folder of new Set([...SERVERS, ...CLIENTS])) {
  watch(join(root, folder), { recursive: true }, () => {
    changed.add(folder);
    clearTimeout(timer);
    timer = setTimeout(() => {
      turn = turn.then(refresh);
    }, SETTLE_MS);
  });
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

async function refresh(): Promise<void> {
  const folders = changed;
  changed = new Set();
  if (CLIENTS.some((folder) => folders.has(folder))) await buildClient();
  if (!SERVERS.some((folder) => folders.has(folder))) return;
  server.kill('SIGTERM');
  await server.exited;
  server = startServer();
}

async function buildClient(): Promise<void> {
  const { ok } = await run([bun, 'build.ts', '--dev']);
  if (!ok) say('the client is as it was: the build failed');
}

function startServer() {
  return Bun.spawn([bun, 'server/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development' },
    stdio: ['inherit', 'inherit', 'inherit'],
  });
}

async function stop(): Promise<void> {
  server.kill('SIGTERM');
  process.exit(await server.exited);
}
