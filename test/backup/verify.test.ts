import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';
import {
  addFile,
  backUp,
  change,
  type Instance,
  openInstance,
  pathOf,
  payambar,
  send,
} from './instance.ts';

const folder = tempDir();
const sound = join(folder.path, 'sound');
let instance: Instance;
let sha256: string;

/**
 * The data has everything with a rule: two people, a group, a reply, a deleted message, receipts, a file, an index.
 */
beforeAll(async () => {
  instance = await openInstance(sound);
  const { sara, ali, chatId } = instance;
  for (const text of ['سلام', 'hello', 'gone']) await send(instance, text);
  const path = `/api/chats/${chatId}/messages`;
  await ali.post(path, { clientId: Bun.randomUUIDv7(), text: 'an answer', replyTo: 1 });
  const buried = await sara.post(`${path}/delete`, { seqs: [3], everyone: true });
  expect(buried.body.messages).toHaveLength(1);
  const group = {
    kind: 'group',
    title: 'خانواده',
    members: [ali.user.id],
    clientId: Bun.randomUUIDv7(),
  };
  expect((await sara.post('/api/chats', group)).body.chat.kind).toBe('group');
  sha256 = addFile(instance, crypto.getRandomValues(new Uint8Array(50_000)));
  await sara.get('/api/search?text=hello');
  await until(countIndexed, (count) => count > 0);
  await instance.program.stop();
});
afterAll(() => folder[Symbol.dispose]());

function countIndexed(): number {
  const database = new Database(join(sound, 'payambar.db'));
  const row = database
    .query<{ rows: number }, []>('select count(*) as rows from message_search_docsize')
    .get();
  database.close();
  return row?.rows ?? 0;
}

async function findingsOf(dataDir: string): Promise<{ code: number; checks: string[] }> {
  const { code, out } = await payambar(['verify', '--json'], dataDir);
  const { findings } = JSON.parse(out) as { findings: { check: string }[] };
  return { code, checks: [...new Set(findings.map(({ check }) => check))] };
}

test('what a server has written is sound, and is not changed by the look', async () => {
  expect(await findingsOf(sound)).toEqual({ code: 0, checks: [] });
});

const FAULTS: [check: string, sql: string][] = [
  ['gap', 'update messages set seq = 9 where seq = 2'],
  [
    'gap',
    "update chats set last_seq = last_seq + 1, last_rev = last_rev + 1 where kind = 'direct'",
  ],
  ['rev', "update chats set last_rev = 1 where kind = 'direct'"],
  ['watermark', 'update members set read_seq = delivered_seq + 1'],
  ['watermark', 'update members set delivered_seq = 999, read_seq = 0'],
  ['cleared', 'update members set cleared_seq = 999'],
  ['owner', "update members set role = 'member' where role = 'owner'"],
  [
    'direct',
    "delete from members where chat_id in (select id from chats where kind = 'direct') and read_seq = 0",
  ],
  ['reply', 'update messages set reply_to = 77 where reply_to = 1'],
  ['unindexed', "insert into message_search (message_search) values ('delete-all')"],
  ['overindexed', "insert into message_search (rowid, words) values (999, 'x')"],
  ['broken', "update messages set sender_id = 'nobody' where seq = 1"],
];

test.each(FAULTS)('%s: found after %s', async (check, sql) => {
  const dataDir = join(folder.path, 'faulty');
  cpSync(sound, dataDir, { recursive: true });
  change(dataDir, sql);
  const { code, checks } = await findingsOf(dataDir);
  rmSync(dataDir, { recursive: true });
  expect(code).toBe(4);
  expect(checks).toContain(check);
});

test('a file that is gone, cut off or changed is named, in both languages, and a backup says so too', async () => {
  const dataDir = join(folder.path, 'files');
  cpSync(sound, dataDir, { recursive: true });
  const path = pathOf(dataDir, sha256);
  truncateSync(path, 49_999);
  expect(await findingsOf(dataDir)).toEqual({ code: 4, checks: ['changed'] });
  writeFileSync(path, new Uint8Array(50_000));
  expect(await findingsOf(dataDir)).toEqual({ code: 4, checks: ['changed'] });
  expect(await backUp(dataDir)).toMatchObject({ code: 4, changed: [sha256] });
  rmSync(path);
  expect(await findingsOf(dataDir)).toEqual({ code: 4, checks: ['missing'] });
  const made = await backUp(dataDir);
  expect(made).toMatchObject({ code: 4, missing: [sha256] });
  const inBackup = await payambar(['verify', made.file], dataDir);
  expect([inBackup.code, inBackup.out]).toEqual([
    4,
    expect.stringContaining(`file ${sha256}: is not there`),
  ]);
  const persian = await payambar(['verify'], dataDir, { LANG: 'fa_IR.UTF-8' });
  expect(persian.out).toContain(`فایل ${sha256}: نیست`);
});

test('a torn database is neither sound nor saved, and no older backup goes for it', async () => {
  const dataDir = join(folder.path, 'torn');
  cpSync(sound, dataDir, { recursive: true });
  const { file } = await backUp(dataDir, '--backup-keep', '1');
  const database = join(dataDir, 'payambar.db');
  const bytes = new Uint8Array(await Bun.file(database).arrayBuffer());
  bytes.fill(0x41, 8192, bytes.length - 4096);
  writeFileSync(database, bytes);
  expect((await payambar(['verify'], dataDir)).code).not.toBe(0);
  const saved = await payambar(['backup', '--backup-keep', '1'], dataDir);
  expect([saved.code, saved.err]).toEqual([1, expect.stringContaining('is damaged')]);
  expect(await Bun.file(file).exists()).toBe(true);
});

test('beside a live server it reads one moment, and the server goes on', async () => {
  const live = await openInstance(join(folder.path, 'live'));
  let sending = true;
  const sender = (async () => {
    for (let n = 0; sending; n++) await send(live, `message ${n}`);
    return 'sent';
  })();
  expect((await payambar(['verify'], live.dataDir)).code).toBe(0);
  expect((await payambar(['verify'], live.dataDir)).code).toBe(0);
  sending = false;
  expect(await sender).toBe('sent');
  expect(await live.program.stop()).toBe(0);
});

test.each([
  [['verify', '/nowhere'], 1, '/nowhere cannot be read: it does not exist.\n'],
  [
    ['backup', '--output', '/dev/null/x'],
    1,
    expect.stringMatching(
      /^\/dev\/null\/\S+ cannot be written: a part of its path is not a folder\. Nothing was changed\.\n$/,
    ),
  ],
  [['backup', '--passphrase'], 2, 'There is no terminal to ask on: use --passphrase-file.\n'],
])('%j says in one sentence what is really wrong', async (args, code, err) => {
  expect(await payambar(args, sound)).toEqual({ code, out: '', err });
});

test('what SQLite says of damage stands under a sentence of ours, from left to right', async () => {
  const dataDir = join(folder.path, 'in words');
  cpSync(sound, dataDir, { recursive: true });
  const [, sql = ''] = FAULTS.find(([check]) => check === 'broken') ?? [];
  change(dataDir, sql);
  const { out } = await payambar(['verify'], dataDir, { LANG: 'fa_IR.UTF-8' });
  expect(out).toMatch(
    /^پایگاه داده خراب است\.\n {2}جزئیات فنی: \u2066[^\n]*[A-Za-z][^\n]*\u2069$/m,
  );
});
