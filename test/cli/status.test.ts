import { expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';

const statusOf = async (dataDir: string) =>
  JSON.parse((await runProgram(['status', '--json'], { DATA_DIR: dataDir })).out);

test('status tells what a live server holds, without disturbing it', async () => {
  using folder = tempDir();
  const program = await startProgram([], { DATA_DIR: folder.path });
  const people = await Promise.all(
    ['sara', 'ali'].map(async (username) => {
      const body = { username, password: PASSWORD };
      return (await answerOf(program.url, 'POST', '/api/auth/register', body)).body;
    }),
  );
  const headers = { authorization: `Bearer ${people[0].token}` };
  const made = { kind: 'direct', userId: people[1].user.id };
  const { chat } = (await answerOf(program.url, 'POST', '/api/chats', made, headers)).body;
  const send = () => ({ clientId: Bun.randomUUIDv7(), text: 'سلام' });
  const path = `/api/chats/${chat.id}/messages`;
  await answerOf(program.url, 'POST', path, send(), headers);
  expect(await statusOf(folder.path)).toMatchObject({
    running: true,
    url: program.url,
    pid: program.pid,
    users: 2,
    chats: 1,
    messages: 1,
    registration: 'open',
    filesBytes: 0,
  });
  const upload = {
    ...headers,
    ...{ 'tus-resumable': '1.0.0', 'upload-length': '2000' },
    'content-type': 'application/offset+octet-stream',
  };
  await answerOf(program.url, 'POST', '/api/uploads', new Uint8Array(2000), upload);
  expect((await statusOf(folder.path)).filesBytes).toBe(2000);
  expect((await answerOf(program.url, 'POST', path, send(), headers)).status).toBe(201);
  const persian = await runProgram(['status'], { DATA_DIR: folder.path, LANG: 'fa_IR.UTF-8' });
  expect(persian.out).toContain('پیام‌ها: ۲');
  expect(persian.out).toMatch(/^پایگاه داده: [۰-۹٫]+ (کیلو|مگا)بایت$/m);
  await program.stop();
  expect(await statusOf(folder.path)).toMatchObject({ running: false, pid: null, messages: 2 });
  const stopped = await runProgram(['status'], { DATA_DIR: folder.path });
  expect([stopped.code, stopped.out]).toEqual([3, expect.stringContaining('\nRunning: no\n')]);
});

test('after a crash it says that nothing runs, and what is there', async () => {
  using folder = tempDir();
  const program = await startProgram([], { DATA_DIR: folder.path });
  const body = { username: 'sara', password: PASSWORD };
  await answerOf(program.url, 'POST', '/api/auth/register', body);
  await program.stop('SIGKILL');
  expect(await statusOf(folder.path)).toMatchObject({ running: false, users: 1 });
  const again = await startProgram([], { DATA_DIR: folder.path });
  expect(await again.stop()).toBe(0);
});

test('on an empty folder it makes nothing, and says that there is no data', async () => {
  using folder = tempDir();
  const said = (LANG: string) => runProgram(['status'], { DATA_DIR: folder.path, LANG });
  const english = await said('C');
  expect([english.code, english.out]).toEqual([3, expect.stringContaining('There is no data in')]);
  expect(english.out).not.toContain('Users');
  expect((await said('fa_IR.UTF-8')).out).toContain('داده‌ای نیست');
  expect(await statusOf(folder.path)).toMatchObject({ running: false, data: false, users: 0 });
  expect(readdirSync(folder.path)).toEqual([]);
});

test('before it is set up the log and status say that only the set-up link leads in, and after that what was chosen', async () => {
  using folder = tempDir();
  const data = { DATA_DIR: folder.path };
  const inWords = async (LANG: string) =>
    /^(?:Registration|ثبت‌نام): (.*)$/m.exec(
      (await runProgram(['status'], { ...data, LANG })).out,
    )?.[1];
  const program = await startProgram([], { ...data, REGISTRATION: '' });
  expect(program.listening.registration).toBe('setup');
  expect((await statusOf(folder.path)).registration).toBe('setup');
  expect(await inWords('C')).toContain('only by the set-up link');
  expect(await inWords('fa_IR.UTF-8')).toContain('فقط با پیوند راه‌اندازی');
  const { out } = await runProgram(['user', 'setup-link', '--json'], data);
  const secret = JSON.parse(out).link.url.split('#')[1];
  const body = { secret, username: 'boss', password: PASSWORD, server: { registration: 'invite' } };
  expect((await answerOf(program.url, 'POST', '/api/setup', body)).status).toBeLessThan(300);
  expect((await statusOf(folder.path)).registration).toBe('invite');
  await program.stop();
  const again = await startProgram([], { ...data, REGISTRATION: '' });
  expect(again.listening.registration).toBe('invite');
  await again.stop();
});
