import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { closeSync, cpSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { type Instance, openInstance, payambar, send } from '../backup/instance.ts';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { Socket } from '../helpers/socket.ts';

const PAGE = 4096;
const folder = tempDir();
const sound = join(folder.path, 'sound');
let instance: Instance;

/** Two chats have pages of their own: one has many long messages, the other a few. */
let small: { chatId: string };
beforeAll(async () => {
  instance = await openInstance(sound);
  const { sara } = instance;
  for (let n = 0; n < 120; n++) await send(instance, `${n} ${'پیامی بلند '.repeat(60)}`);
  const { chat } = (
    await sara.post('/api/chats', {
      kind: 'group',
      title: 'یادداشت',
      members: [instance.ali.user.id],
      clientId: Bun.randomUUIDv7(),
    })
  ).body;
  small = { chatId: chat.id };
  await send({ ...instance, ...small }, 'یادداشت');
  await sara.get('/api/search?q=یادداشت');
  await instance.program.stop();
});
afterAll(() => folder[Symbol.dispose]());

type Page = { page: number; kind: string };
/** Returns the pages of a table or an index, the leaves first. */
function pagesOf(name: string): Page[] {
  const database = new Database(join(sound, 'payambar.db'), { readonly: true });
  const rows = database
    .query<Page, [string]>(
      "select pageno as page, pagetype as kind from dbstat where name = ? and pagetype <> 'overflow' order by pagetype desc, pageno",
    )
    .all(name);
  database.close();
  return rows;
}

function overwrite(dataDir: string, offset: number, bytes: Uint8Array): void {
  const file = openSync(join(dataDir, 'payambar.db'), 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

function damagedCopy(harm: (dataDir: string) => void): string {
  const dataDir = join(folder.path, 'damaged');
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(sound, dataDir, { recursive: true });
  harm(dataDir);
  return dataDir;
}

const TABLES = [
  'messages',
  'chats',
  'members',
  'users',
  'sessions',
  'settings',
  'message_search_data',
  'message_search_docsize',
  'messages_client',
];
const GARBAGE = new Uint8Array(8).fill(0xee);
const ZEROS = new Uint8Array(PAGE);
const at = (name: string): number => ((pagesOf(name)[0]?.page ?? 0) - 1) * PAGE;

const HARMS: [string, (dataDir: string) => void][] = [
  ...TABLES.flatMap((name): [string, (dataDir: string) => void][] => [
    [`8 bytes at the beginning of a page of ${name}`, (dir) => overwrite(dir, at(name), GARBAGE)],
    [`a page of ${name} full of zeros`, (dir) => overwrite(dir, at(name), ZEROS)],
  ]),
  ['8 bytes at the beginning of the file', (dir) => overwrite(dir, 0, GARBAGE)],
  ['a first page of zeros', (dir) => overwrite(dir, 0, ZEROS)],
  ['half of the file', (dir) => truncateSync(join(dir, 'payambar.db'), 20 * PAGE)],
  [
    'a last page cut off',
    (dir) => truncateSync(join(dir, 'payambar.db'), Bun.file(join(dir, 'payambar.db')).size - 100),
  ],
];

test('there is a page of each kind to damage', () => {
  for (const name of TABLES) expect([name, pagesOf(name).length]).not.toEqual([name, 0]);
});

test.each(HARMS)('verify finds %s, says so in a line, and ends with 4', async (_, harm) => {
  const { code, out, err } = await payambar(['verify', '--json'], damagedCopy(harm));
  expect([code, err]).toEqual([4, '']);
  const { sound, findings } = JSON.parse(out);
  expect(sound).toBe(false);
  expect(findings.map(({ check }: { check: string }) => check)).toContain('broken');
});

test('a start over damaged settings says so in one sentence', async () => {
  const dataDir = damagedCopy((dir) => overwrite(dir, at('settings'), GARBAGE));
  const { code, out, err } = await payambar(['serve', '--port', '0'], dataDir);
  expect([code, err.trimEnd().split('\n').length]).toEqual([1, 1]);
  expect(err).toContain('payambar verify');
  expect(out).not.toContain('listening');
});

test('a page of one chat that cannot be read fails what needs it; others write on, and /health tells', async () => {
  const leaves = pagesOf('messages').filter(({ kind }) => kind === 'leaf');
  // All leaves are damaged but the last, which is where new messages go.
  const dataDir = damagedCopy((dir) => {
    for (const { page } of leaves.slice(0, -1)) overwrite(dir, (page - 1) * PAGE, GARBAGE);
  });
  const program = await startProgram([], {
    DATA_DIR: dataDir,
    RATE_LIMIT: '1000000',
    AUTH_LIMIT: '1000000',
  });
  const again = async (username: string) =>
    new Caller(
      program.url,
      (
        await answerOf(program.url, 'POST', '/api/auth/login', {
          username,
          password: PASSWORD,
        })
      ).body,
    );
  const sara = await again('sara');
  const health = async () => (await answerOf(program.url, 'GET', '/health')).body;
  const read = await sara.get(`/api/chats/${instance.chatId}/messages`);
  expect(read.status).toBe(500);
  expect(await health()).toEqual({ status: 'degraded', why: 'database_damaged' });
  // All are sent in the same turn, so in the same batch: edits of what lies in the damaged pages, and messages of the
  // other chat.
  const asked = Array.from({ length: 40 }, (_, n) =>
    n % 2 === 0
      ? sara.ask('PATCH', `/api/chats/${instance.chatId}/messages/3`, { text: `${n}` })
      : sara.post(`/api/chats/${small.chatId}/messages`, {
          clientId: Bun.randomUUIDv7(),
          text: `${n}`,
        }),
  );
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.filter((_, n) => n % 2 === 1)).toEqual(Array(20).fill(201));
  expect(statuses.filter((_, n) => n % 2 === 0)).not.toContain(200);
  expect(await program.stop()).toBe(0);
  expect(program.lines.filter(({ event }) => event === 'database damaged')).toHaveLength(1);
});

test('whoever connects over damaged pages of one chat hears of the others; that one is not told as gone', async () => {
  const database = new Database(join(sound, 'payambar.db'), { readonly: true });
  // Rows lie in the order of their keys: at both ends other chats may lie.
  const middle = database
    .query<{ page: number }, []>(
      "select pageno as page from dbstat where name = 'messages' and pagetype = 'leaf' order by path",
    )
    .all()
    .slice(3, -3);
  database.close();
  expect(middle.length).toBeGreaterThan(10);
  const dataDir = damagedCopy((dir) => {
    for (const { page } of middle) overwrite(dir, (page - 1) * PAGE, GARBAGE);
  });
  const program = await startProgram([], { DATA_DIR: dataDir, AUTH_LIMIT: '1000000' });
  const login = { username: 'sara', password: PASSWORD };
  const signedIn = await answerOf(program.url, 'POST', '/api/auth/login', login);
  const sara = new Caller(program.url, signedIn.body);
  const { status, body } = await sara.post('/api/sync', { cursor: {} });
  const told = body.chats.map(({ chat }: { chat: { id: string } }) => chat.id);
  expect([status, body.gone, body.more, told]).toEqual([200, [], false, [small.chatId]]);
  const socket = await Socket.open(program.url, sara.token);
  const hello = await socket.request('hello', { protocol: PROTOCOL_VERSION, cursor: {} });
  expect([hello.ok, JSON.stringify(hello).includes(small.chatId)]).toEqual([true, true]);
  socket.raw.close();
  const list = await sara.get('/api/chats');
  expect([list.status, JSON.stringify(list.body).includes(small.chatId)]).toEqual([200, true]);
  const { body: health } = await answerOf(program.url, 'GET', '/health');
  expect(health).toEqual({ status: 'degraded', why: 'database_damaged' });
  expect(await program.stop()).toBe(0);
  expect(program.lines.filter(({ event }) => event === 'database damaged')).toHaveLength(1);
});

test('the page of a link opens over damaged data, and is shown elsewhere as the server is', async () => {
  const dataDir = damagedCopy((dir) => overwrite(dir, at('group_invites'), GARBAGE));
  const program = await startProgram([], { DATA_DIR: dataDir });
  const code = 'A'.repeat(22);
  const look = await answerOf(program.url, 'POST', '/api/groups/look', { code });
  expect(look.status).toBe(500);
  const page = await fetch(`${program.url}/join/${code}`);
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=utf-8',
  ]);
  expect(await page.text()).toContain('<meta property="og:title" content="پیام‌بر">');
  await program.stop();
});
