/**
 * A server with a million messages is moved to PostgreSQL and back while a pair writes: how long each way takes, and how
 * long nobody could write; then a backup of PostgreSQL and its restore. `BENCH_MESSAGES` makes it smaller.
 */
import { join } from 'node:path';
import { startPostgres } from '../test/helpers/services/postgres.ts';
import { SECRET_ENV, tokenOf } from './lib/cast.ts';
import { CAST, MESSAGES, millionMessages } from './lib/million.ts';
import { type Server, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';

const WRITE_EVERY_MS = 20;

/** Writes at a steady rate until it is stopped. */
function writeOn({ port }: Server): () => Promise<void> {
  let going = true;
  const url = `http://127.0.0.1:${port}/api/chats/${CAST.bigChat}/messages`;
  const headers = {
    authorization: `Bearer ${tokenOf(CAST.owner)}`,
    'content-type': 'application/json',
  };
  const ended = (async () => {
    for (; going; await Bun.sleep(WRITE_EVERY_MS)) {
      const body = JSON.stringify({ clientId: Bun.randomUUIDv7(), text: 'while it is moved' });
      await fetch(url, { method: 'POST', headers, body });
    }
  })();
  return () => {
    going = false;
    return ended;
  };
}

async function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ s: number; out: string }> {
  const began = performance.now();
  const child = Bun.spawn([...serverCommand(), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const out = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error(`${args.join(' ')}: ${out}`);
  return { s: (performance.now() - began) / 1000, out };
}

export async function move(): Promise<Figure[]> {
  const { dataDir } = await millionMessages();
  const [home, back, restored] = [tempDir('move'), tempDir('move-back'), tempDir('move-restored')];
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase('moved');
  await Bun.$`cp -a ${dataDir}/. ${home.path}`;
  const figures: Figure[] = [];
  const add = (name: string, value: number, target?: number) => {
    // It takes a while, and a run that is cut off shall have said something.
    print(`${name}: ${value.toFixed(1)} s`);
    figures.push({
      ...{ bench: 'move', name: `${name}, ${MESSAGES.toLocaleString('en')} messages` },
      ...{ value, unit: 's', ...(target === undefined ? {} : { target }) },
    });
  };
  const way = async (name: string, args: string[], path: string, env: Record<string, string>) => {
    const server = await startServer(serverCommand(), path, {
      ...SECRET_ENV,
      ...env,
      RATE_LIMIT: '10000',
    });
    const stop = writeOn(server);
    try {
      const { s, out } = await run(args, { DATA_DIR: path, ...env });
      const { heldMs } = JSON.parse(out);
      add(`${name}, in all`, s);
      add(`${name}, people only read`, heldMs / 1000, 60);
    } finally {
      await stop();
      await server.stop();
    }
  };
  await way('SQLite to PostgreSQL', ['move', '--to', url, '--json'], home.path, {});
  const onPostgres = { DATABASE_URL: url, DATA_DIR: back.path };
  const file = join(home.path, 'made.tar.zst');
  add('backup of PostgreSQL', (await run(['backup', '--output', file], onPostgres)).s);
  const fresh = await postgres.createDatabase('restored');
  const into = { DATABASE_URL: fresh, DATA_DIR: restored.path };
  add('restore into PostgreSQL', (await run(['restore', file], into)).s);
  await way('PostgreSQL to SQLite', ['move', '--to', 'sqlite', '--json'], back.path, {
    DATABASE_URL: url,
  });
  for (const dir of [home, back, restored]) dir.remove();
  return figures;
}

if (import.meta.main) await runAlone(move);
