import { Database } from 'bun:sqlite';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { type Ended, runProgram, spawn, startProgram } from '../helpers/program.ts';

const NO_LIMITS = { RATE_LIMIT: '1000000', AUTH_LIMIT: '1000000', LOG_LEVEL: 'info' };

export type Instance = Awaited<ReturnType<typeof openInstance>>;

/** Runs a server on a data folder, with two people and their chat. Returns with what they have written. */
export async function openInstance(dataDir: string, env: Record<string, string> = {}) {
  const program = await startProgram([], { DATA_DIR: dataDir, ...NO_LIMITS, ...env });
  const enter = async (username: string) => {
    const body = { username, password: PASSWORD };
    return new Caller(
      program.url,
      (await answerOf(program.url, 'POST', '/api/auth/register', body)).body,
    );
  };
  const [sara, ali] = [await enter('sara'), await enter('ali')];
  const { chat } = (await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id })).body;
  return { program, sara, ali, dataDir, chatId: String(chat.id) };
}

export async function send({ sara, chatId }: Instance, text: string): Promise<void> {
  const body = { clientId: Bun.randomUUIDv7(), text };
  const { status } = await sara.post(`/api/chats/${chatId}/messages`, body);
  if (status !== 201) throw new Error(`not sent: ${status}`);
}

/** Returns the texts of the chat, oldest first, as a server on `url` shows them to the owner of `token`. */
export async function textsAt(url: string, token: string, chatId: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await answerOf(url, 'GET', `/api/chats/${chatId}/messages`, undefined, headers);
  return body.messages.map(({ text }: { text: string }) => text).sort();
}

/** Returns the texts of all messages, as they stand in the data file. */
export function textsIn(dataDir: string): string[] {
  const database = new Database(join(dataDir, 'payambar.db'));
  const rows = database.query<{ body: string }, []>('select body from messages').all();
  database.close();
  return rows.map(({ body }) => body);
}

/** Puts a content in the server, as an upload does: the bytes first, then the row. */
export function addFile({ dataDir, sara }: Instance, bytes: Uint8Array): string {
  const sha256 = new Bun.CryptoHasher('sha256').update(bytes).digest('hex');
  const path = pathOf(dataDir, sha256);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  const row = [sha256.slice(0, 11), sara.user.id, sha256, bytes.length, 'image/png', 'a.png', 1];
  change(
    dataDir,
    `insert into files (id, owner_id, sha256, size, mime, name, created_at) values (?, ?, ?, ?, ?, ?, ?)`,
    row,
  );
  return sha256;
}

export const pathOf = (dataDir: string, sha256: string): string =>
  join(dataDir, 'files', sha256.slice(0, 2), sha256);

/** Runs a statement on the data file, past all of the server's rules. */
export function change(dataDir: string, sql: string, values: (string | number)[] = []): void {
  const database = new Database(join(dataDir, 'payambar.db'));
  database.run('PRAGMA busy_timeout = 5000');
  database.query(sql).run(...values);
  database.close();
}

export const payambar = (args: string[], dataDir: string, env = {}): Promise<Ended> =>
  runProgram(args, { DATA_DIR: dataDir, ...env });

export const spawnBackup = (dataDir: string, output: string) =>
  spawn(['backup', '--output', output], { DATA_DIR: dataDir }, output);

/** Runs `payambar backup --json` and returns the JSON. */
export async function backUp(dataDir: string, ...args: string[]) {
  const { code, out, err } = await payambar(['backup', '--json', ...args], dataDir);
  if (out === '') throw new Error(`${code} ${err}`);
  return { code, ...JSON.parse(out) };
}

/** Hashes every file below a folder, to prove that nothing was changed. Locks may come. */
export function footprint(dir: string): Record<string, string> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.endsWith('.lock') && statSync(join(dir, name)).isFile(),
  );
  return Object.fromEntries(
    names.sort().map((name) => [name, Bun.hash(readFileSync(join(dir, name))).toString(16)]),
  );
}
