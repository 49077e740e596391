import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { writeOldData } from '../../scripts/old-data.ts';
import { EXECUTABLE } from '../helpers/program.ts';
import { stablePort } from '../helpers/services/process.ts';
import { until } from '../helpers/until.ts';
import { untilAnswering } from './lib/conversation.ts';

const MESSAGES = 20_000;
const SCHEMAS = [1, 2];

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'payambar-upgrade-'));
  for (const schema of SCHEMAS)
    writeOldData(join(dir, `old-${schema}.db`), { schema, messages: MESSAGES });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let count = 0;
function dataOf(schema: number) {
  const dataDir = join(dir, `data-${count++}`);
  const database = join(dataDir, 'payambar.db');
  mkdirSync(dataDir);
  copyFileSync(join(dir, `old-${schema}.db`), database);
  return { dataDir, database };
}

function serve(dataDir: string) {
  const port = stablePort();
  const child = Bun.spawn([EXECUTABLE], {
    cwd: dir,
    env: { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

/** Reads everything that was written before the upgrade, in the columns that it had then. */
function contentOf(path: string) {
  const database = new Database(path, { readwrite: true });
  try {
    const all = (sql: string) => database.prepare(sql).values();
    const [[schema] = []] = all('PRAGMA user_version');
    const sound = all('PRAGMA quick_check');
    const messages = all(
      'SELECT id, chat_id, seq, sender_id, client_id, body, created_at FROM messages ORDER BY id',
    );
    const rest = [
      all('SELECT id, last_seq, last_rev FROM chats ORDER BY id'),
      all('SELECT chat_id, user_id, role FROM members ORDER BY chat_id, user_id'),
      all('SELECT id, username FROM users ORDER BY id'),
    ];
    const hash = Bun.hash(JSON.stringify([messages, rest]));
    return { schema: Number(schema), sound, messages: messages.length, hash };
  } finally {
    database.close();
  }
}

test.each(SCHEMAS)(
  'data of schema %i: every row is there after the first start, and the old data beside it',
  async (schema) => {
    const { dataDir, database } = dataOf(schema);
    const before = contentOf(database);
    expect(before).toMatchObject({ schema, messages: MESSAGES });
    const { child, url } = serve(dataDir);
    await untilAnswering(url);
    child.kill();
    await child.exited;
    expect(contentOf(database)).toEqual({ ...before, schema: MIGRATIONS.length });
    expect(contentOf(`${database}.schema-${schema}`)).toEqual(before);
    const verify = Bun.spawn([EXECUTABLE, 'verify', '--data-dir', dataDir], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await verify.exited).toBe(0);
  },
);

/** These are parts of the time that the whole start takes. */
const MOMENTS = [0.33, 0.5, 0.66, 0.9];

test('kill -9 in the middle: the old state or a whole step of the way, and the next start completes it', async () => {
  const [schema = 1] = SCHEMAS;
  const before = contentOf(join(dir, `old-${schema}.db`));
  const unhindered = dataOf(schema);
  const began = performance.now();
  const first = serve(unhindered.dataDir);
  await untilAnswering(first.url);
  const whole = performance.now() - began;
  first.child.kill('SIGKILL');
  await first.child.exited;
  const found: number[] = [];
  const kill = async (when: (database: string) => Promise<void>) => {
    const { dataDir, database } = dataOf(schema);
    const { child } = serve(dataDir);
    await when(database);
    child.kill('SIGKILL');
    await child.exited;
    const after = contentOf(database);
    expect({ ...after, schema }).toEqual(before);
    found.push(after.schema);
    const again = serve(dataDir);
    await untilAnswering(again.url);
    again.child.kill('SIGKILL');
    await again.child.exited;
    expect(contentOf(database)).toEqual({ ...before, schema: MIGRATIONS.length });
  };
  await kill(async (database) => {
    await until(() => existsSync(`${database}.schema-${schema}`), true, { everyMs: 1 });
  });
  // The kill goes by the clock: nothing that could be waited for tells where in the middle it is.
  for (const part of MOMENTS) await kill(() => Bun.sleep(whole * part));
  // The premise: at least one of them was in the middle.
  expect(Math.min(...found)).toBeLessThan(MIGRATIONS.length);
});
