/** A million messages of the first schema: how long the first start of this version takes, and after a kill in its middle. */
import { Database } from 'bun:sqlite';
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS } from '../db/migrations/index.ts';
import { writeOldData } from '../scripts/old-data.ts';
import { databasePath } from './lib/cast.ts';
import { until } from './lib/load.ts';
import { memoryKb, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';

const MESSAGES = 1_000_000;

function countOf(dataDir: string): { schema: number; messages: number } {
  const database = new Database(databasePath(dataDir), { readwrite: true });
  const number = (sql: string): number => Number(database.prepare(sql).values()[0]?.[0]);
  const found = {
    schema: number('PRAGMA user_version'),
    messages: number('SELECT count(*) FROM messages'),
  };
  database.close();
  return found;
}

/** Starts the server, and kills it as soon as the copy that it makes first has begun to grow. */
async function killInTheMiddle(dataDir: string): Promise<void> {
  const child = Bun.spawn(serverCommand(), {
    cwd: dataDir,
    env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const copy = `${databasePath(dataDir)}.schema-1`;
  await until('the copy to grow', () => existsSync(copy) && statSync(copy).size >= 10e6);
  child.kill('SIGKILL');
  await child.exited;
}

export async function upgrade(): Promise<Figure[]> {
  const dir = tempDir('upgrade');
  const [whole, killed] = [join(dir.path, 'whole'), join(dir.path, 'killed')];
  for (const folder of [whole, killed]) mkdirSync(folder);
  writeOldData(databasePath(whole), { schema: 1, messages: MESSAGES });
  copyFileSync(databasePath(whole), databasePath(killed));
  const megabytes = statSync(databasePath(whole)).size / 1e6;

  const server = await startServer(serverCommand(), whole);
  const { resident } = memoryKb(server.pid);
  await server.stop();
  await killInTheMiddle(killed);
  const left = countOf(killed);
  const again = await startServer(serverCommand(), killed);
  await again.stop();

  const complete = [whole, killed].map(countOf);
  const right = complete.every(
    ({ schema, messages }) => schema === MIGRATIONS.length && messages === MESSAGES,
  );
  if (!right || left.schema !== 1 || left.messages !== MESSAGES)
    throw new Error(`an upgrade lost something: ${JSON.stringify({ left, complete })}`);
  dir.remove();
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    bench: 'upgrade',
    name,
    value,
    unit,
    ...(target === undefined ? {} : { target }),
  });
  return [
    line(
      `schema 1 → ${MIGRATIONS.length}, 1,000,000 messages, to /health`,
      server.startMs / 1000,
      's',
      15,
    ),
    line('the same after a kill -9 in the middle', again.startMs / 1000, 's', 15),
    line('database before', megabytes, 'MB'),
    line('resident memory after it', resident / 1000, 'MB'),
  ];
}

if (import.meta.main) await runAlone(upgrade);
