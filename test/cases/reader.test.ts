import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instance, openInstance, send } from '../backup/instance.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';

const folder = tempDir();
let instance: Instance;

beforeAll(async () => {
  instance = await openInstance(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

/** Opens the data and does not leave, as `sqlite3` may, a backup, or a `verify` that was suspended. */
function openReader(): Disposable {
  const reader = new Database(join(folder.path, 'payambar.db'), { readonly: true });
  reader.run('BEGIN');
  reader.query('select count(*) from messages').get();
  return { [Symbol.dispose]: () => reader.close() };
}

function isLeft(word: string): boolean {
  const paths = ['', '-wal'].map((end) => join(folder.path, `payambar.db${end}`));
  return paths.some((path) => existsSync(path) && readFileSync(path).includes(word));
}

async function deleteNewest(): Promise<void> {
  const path = `/api/chats/${instance.chatId}/messages`;
  const { body } = await instance.sara.get(path);
  const seq = Math.max(...body.messages.map((message: { seq: number }) => message.seq));
  const buried = await instance.sara.post(`${path}/delete`, { seqs: [seq], everyone: true });
  expect(buried.body.messages).toHaveLength(1);
}

/** Measures the longest wait for a reply while `ms` pass: longer than the server needs to try to empty its log. */
async function longestWait(ms: number): Promise<number> {
  let longest = 0;
  for (const end = performance.now() + ms; performance.now() < end; ) {
    const asked = performance.now();
    await send(instance, 'هنوز اینجاست');
    longest = Math.max(longest, performance.now() - asked);
  }
  return longest;
}

test('nobody waits for whoever reads the file, and deleted words leave the log once they have gone', async () => {
  await send(instance, 'Zxqvkeyhidden');
  const reader = openReader();
  await deleteNewest();
  // Whoever waits for a lock of the file waits for five seconds; a busy disk takes longer than one at times.
  expect(await longestWait(5000)).toBeLessThan(4000);
  expect(isLeft('Zxqvkeyhidden')).toBe(true);
  reader[Symbol.dispose]();
  await until(() => isLeft('Zxqvkeyhidden'), false);
});

test('the words of whoever deletes just before a kill leave the log after the next start', async () => {
  await send(instance, 'Qvxanotherone');
  await deleteNewest();
  await instance.program.stop('SIGKILL');
  expect(isLeft('Qvxanotherone')).toBe(true);
  const program = await startProgram([], { DATA_DIR: folder.path });
  instance = { ...instance, program };
  await until(() => isLeft('Qvxanotherone'), false);
});

test('a server that is stopped beside a reader ends at once, and leaves data that is sound', async () => {
  using _ = openReader();
  const asked = performance.now();
  expect(await instance.program.stop()).toBe(0);
  expect(performance.now() - asked).toBeLessThan(3000);
});
