import { expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf } from '../helpers/caller.ts';
import { PROGRAM, runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { beginRequest } from '../helpers/raw.ts';
import { Socket } from '../helpers/socket.ts';

const register = (url: string) =>
  answerOf(url, 'POST', '/api/auth/register', { username: 'sara', password: PASSWORD });

test('from an empty folder it starts on defaults, and says where, with what data, and who may register', async () => {
  using folder = tempDir();
  const program = await startProgram([], {}, folder.path);
  expect(program.listening).toMatchObject({ data: './data', registration: 'open', level: 'info' });
  expect((await answerOf(program.url, 'GET', '/health')).body).toEqual({ status: 'ok' });
  expect((await register(program.url)).status).toBe(201);
  expect(await program.stop()).toBe(0);
  expect(readdirSync(folder.path)).toEqual(['data']);
});

test('the secret is made once, only its owner may read it, and tokens outlive a restart', async () => {
  using folder = tempDir();
  const env = { DATA_DIR: folder.path };
  const secret = join(folder.path, 'secret');
  const first = await startProgram([], env);
  const { token } = (await register(first.url)).body;
  await first.stop();
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  const kept = readFileSync(secret, 'utf8');
  expect(kept.trim().length).toBeGreaterThan(40);
  const second = await startProgram([], env);
  const headers = { authorization: `Bearer ${token}` };
  expect((await answerOf(second.url, 'GET', '/api/me', undefined, headers)).status).toBe(200);
  await second.stop();
  expect(readFileSync(secret, 'utf8')).toBe(kept);
  expect(statSync(join(folder.path, 'payambar.db')).mode & 0o077).toBe(0);
});

test('a second instance on the same data, or on the same port, is refused by one sentence in either language', async () => {
  using folder = tempDir();
  using other = tempDir();
  const program = await startProgram([], { DATA_DIR: folder.path });
  const sameData = await runProgram([], { DATA_DIR: folder.path, PORT: '0' });
  expect([sameData.code, sameData.out]).toEqual([1, '']);
  expect(sameData.err).toMatch(/^The data in .+ is in use by another Payambar\..+\n$/);
  const { port } = new URL(program.url);
  const samePort = await runProgram(['--host', '127.0.0.1'], { DATA_DIR: other.path, PORT: port });
  expect([samePort.code, samePort.out]).toEqual([1, '']);
  expect(samePort.err).toMatch(new RegExp(`^Port ${port} is in use by another Payambar\\..+\\n$`));
  const persian = { DATA_DIR: folder.path, PORT: '0', LANG: 'fa_IR.UTF-8' };
  const again = await runProgram([], persian);
  expect([again.code, again.out]).toEqual([1, '']);
  expect(again.err).toMatch(/^داده‌های .+ در دست پیام‌بر دیگری است\..+\n$/);
  const wrong = await runProgram([], { ...persian, PORT: 'abc' });
  expect([wrong.code, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toMatch(
    /^مقدار \u200ePORT\u200e، که «\u2068abc\u2069» است، پذیرفته نیست؛ باید چنین باشد: .+\n$/,
  );
  expect((await answerOf(program.url, 'GET', '/health')).status).toBe(200);
  expect(await program.stop()).toBe(0);
});

test('SIGTERM: sockets are told when to return, waiting requests are answered, the data is one closed file, exit 0', async () => {
  using folder = tempDir();
  const program = await startProgram([], { DATA_DIR: folder.path });
  const { token } = (await register(program.url)).body;
  const sockets = await Promise.all([1, 2, 3].map(() => Socket.open(program.url, token)));
  const poll = await beginRequest(program.url, '/api/sync', token);
  const waiting = poll.send('{"cursor":{},"wait":25}');
  const began = performance.now();
  expect(await program.stop()).toBe(0);
  // The long-poll would have waited for 25 s.
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(await waiting).toStartWith('HTTP/1.1 200');
  const returns = sockets.map(({ events }) => events.at(-1));
  for (const event of returns) expect(event.type).toBe('server.closing');
  expect(new Set(returns.map(({ body }) => body.retryAfterMs)).size).toBe(3);
  expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([1012, 1012, 1012]);
  expect(existsSync(join(folder.path, 'payambar.db-wal'))).toBe(false);
  expect(program.lines.slice(-2).map(({ event }) => event)).toEqual(['stopping', 'stopped']);
});

test('an error that nobody caught is logged, and ends the server with 1, for systemd to start a clean one', async () => {
  using folder = tempDir();
  const bomb = join(folder.path, 'bomb.ts');
  await Bun.write(bomb, `process.on('SIGUSR2', () => { throw new Error('made by the test') });`);
  const env = { DATA_DIR: join(folder.path, 'data'), BUN_OPTIONS: `--preload=${bomb}` };
  const program = await startProgram([], env);
  expect(await program.stop('SIGUSR2')).toBe(1);
  expect(program.lines.at(-1)).toMatchObject({
    level: 'error',
    event: 'uncaught',
    error: { message: 'made by the test' },
  });
});

test('settings come from a file too: the named one, or .env of the folder; the environment wins', async () => {
  using folder = tempDir();
  await Bun.write(join(folder.path, '.env'), 'DATA_DIR=./here\nREGISTRATION=closed\n');
  await Bun.write(join(folder.path, 'mine.env'), 'DATA_DIR="./mine"\nREGISTRATION=invite\n');
  const listening = async (args: string[], env: Record<string, string>) => {
    const program = await startProgram(args, env, folder.path);
    await program.stop();
    return [program.listening.data, program.listening.registration];
  };
  expect(await listening([], { REGISTRATION: '' })).toEqual(['./here', 'closed']);
  expect(await listening(['--env-file', 'mine.env'], { REGISTRATION: '' })).toEqual([
    './mine',
    'invite',
  ]);
  const named = { PAYAMBAR_ENV_FILE: 'mine.env', REGISTRATION: 'open' };
  expect(await listening([], named)).toEqual(['./mine', 'open']);
});

test.each([
  [['serve'], { PORT: 'abc' }, 'PORT is "abc"'],
  [['--port', '99999'], {}, '--port is "99999"'],
  [['--env-file', '/nowhere.env'], {}, '/nowhere.env'],
  [['--nonsense'], {}, 'There is no option “--nonsense” here.'],
  [['frobnicate'], { LANG: 'fa_IR.UTF-8' }, 'فرمانی به نام «\u200efrobnicate\u200e» نیست.'],
])('%j with %j ends with 2 and one sentence', async (args, env: Record<string, string>, named) => {
  const { code, out, err } = await runProgram(args, env);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(named);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

test('help is Persian or English by the locale, and lists every setting', async () => {
  const english = await runProgram(['--help'], {});
  const persian = await runProgram(['--help'], { LANG: 'fa_IR.UTF-8' });
  for (const { out } of [english, persian]) {
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const column = out.match(/^ {2}PORT +--port +/m)?.[0].length;
    expect(out.match(/^ {2}SOCKETS_PER_ADDRESS +--sockets-per-address +/m)?.[0].length).toBe(
      column,
    );
  }
  expect(persian.out).toStartWith('کاربرد: payambar [گزینه‌ها] [فرمان]\n');
  expect([english.code, persian.code]).toEqual([0, 0]);
  expect(english.out).toContain('Commands:');
  expect(persian.out).toContain('فرمان‌ها');
  for (const { out } of [english, persian]) expect(out).toContain('--trusted-proxies');
  const { version } = await Bun.file(new URL('../../package.json', import.meta.url)).json();
  expect((await runProgram(['--version'], {})).out).toBe(`${version}\n`);
});

/** The program begins only once the reader of its output is gone. */
const UNHEARD =
  'mkfifo go; { cat go >/dev/null; "$@" version; echo "$?" >&2; } | { exec 0<&-; echo > go; }';

test('whoever reads only the first lines of it (head) is not shown a stack', async () => {
  using folder = tempDir();
  const child = Bun.spawn(['sh', '-c', UNHEARD, 'sh', ...PROGRAM], {
    cwd: folder.path,
    stdout: 'ignore',
    stderr: 'pipe',
  });
  expect(await Bun.readableStreamToText(child.stderr)).toBe('1\n');
});

test('a start without a port to listen at makes no data folder, and says who has the port', async () => {
  using folder = tempDir();
  using other = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('other') });
  const program = await startProgram([], { DATA_DIR: join(folder.path, 'theirs') });
  const start = (port: unknown, env: Record<string, string> = {}) =>
    runProgram([], {
      ...{ DATA_DIR: join(folder.path, 'new/folder'), HOST: '127.0.0.1', PORT: String(port) },
      ...env,
    });
  const foreign = await start(other.port);
  expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining('another program')]);
  const { port } = new URL(program.url);
  const ours = await start(port);
  expect([ours.code, ours.err]).toEqual([1, expect.stringContaining('another Payambar')]);
  const persian = await start(port, { LANG: 'fa_IR.UTF-8' });
  expect(persian.err).toContain('در دست پیام‌بر دیگری است');
  const shut = await start('0', { TLS_CERT: '/nowhere.pem', TLS_KEY: '/nowhere.key' });
  expect(shut.code).toBe(1);
  expect(readdirSync(folder.path)).toEqual(['theirs']);
  await program.stop();
});
