import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'uqr';
import { PROGRAM, runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';

const folder = tempDir();
const at = (name: string): string => join(folder.path, name);
const data = { DATA_DIR: at('data'), PUBLIC_URL: 'https://chat.example.org' };
const PERSIAN = { LANG: 'fa_IR.UTF-8' };

beforeAll(async () => {
  const program = await startProgram([], data);
  await program.stop();
  mkdirSync(at('folder'));
  writeFileSync(at('empty'), '');
  writeFileSync(at('noise'), crypto.getRandomValues(new Uint8Array(4_096)));
});
afterAll(() => folder[Symbol.dispose]());

/** Reads the modules of a code that is drawn with half blocks, light ones filled. */
function modulesOf(drawn: string): boolean[][] {
  const lines = drawn.split('\n').map((line) => [...line]);
  const dark = (half: string) => (letter: string) => !['█', half].includes(letter);
  return lines.flatMap((line) => [line.map(dark('▀')), line.map(dark('▄'))]);
}

test.each([
  ['invite create', 'invite create'],
  ['user setup-link', 'user setup-link'],
  ['user create mina', 'user create nima'],
])('%s prints its link as a QR code, too, where that is asked for', async (without, asked) => {
  const plain = await runProgram(without.split(' '), data);
  expect([plain.code, plain.out]).toEqual([0, expect.not.stringMatching(/[█▀▄]/)]);
  const { code, out } = await runProgram([...asked.split(' '), '--qr'], data);
  expect(code).toBe(0);
  const [, url = '', drawn = ''] = /(https:\S+)\n([█▀▄ \n]+)\n$/.exec(out) ?? [];
  const { size, data: modules } = encode(url, { ecc: 'L', border: 2 });
  // A code has an odd number of rows, so that the last half line says nothing.
  expect(modulesOf(drawn).slice(0, size)).toEqual(modules);
});

/** Returns what a command prints on a terminal, until it has printed `enough`; then it is ended. */
async function saidOnTerminal(
  args: string[],
  env: Record<string, string>,
  enough: (said: string) => boolean,
): Promise<string> {
  let said = '';
  const decoder = new TextDecoder();
  const child = Bun.spawn([...PROGRAM, ...args], {
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...env },
    terminal: {
      ...{ cols: 200, rows: 60 },
      data(_, bytes) {
        said += decoder.decode(bytes, { stream: true });
      },
    },
  });
  try {
    await until(() => said, enough);
  } finally {
    child.kill();
    await child.exited;
    child.terminal?.close();
  }
  return said.replaceAll('\r', '');
}

/** The colours are set: light letters on a dark ground, whatever the terminal's own colours are. */
const PAINTED = '\u001b[38;5;231;48;5;16m';
const PLAIN = '\u001b[0m';

test.each([
  ['the first start', [], /\/setup#/],
  ['invite create', ['invite', 'create'], /\/i#/],
] as const)('on a terminal %s draws its link as a QR code unasked', async (_, args, path) => {
  const first = { DATA_DIR: at('first'), PORT: '0', HOST: '127.0.0.1' };
  const env = args.length === 0 ? first : data;
  const said = await saidOnTerminal([...args], env, (all) => all.trimEnd().endsWith(PLAIN));
  const [url = ''] = said.match(/https?:\/\/\S+#[\w-]+/) ?? [];
  expect(url).toMatch(path);
  const lines = said.split('\n').filter((line) => line.startsWith(PAINTED));
  const drawn = Bun.stripANSI(lines.join('\n'));
  const { size, data: modules } = encode(url, { ecc: 'L', border: 2 });
  expect(modulesOf(drawn).slice(0, size)).toEqual(modules);
});

test('into a file the first start writes its link alone', async () => {
  const program = await startProgram([], { DATA_DIR: at('unseen'), REGISTRATION: '' });
  await until(program.told, (said) => /\/setup#[\w-]+\n/.test(said));
  await program.stop();
  expect(program.told()).not.toMatch(/(?!\n)[█▀▄\p{Cc}]/u);
});

test('the first start says that nobody can register only where that is so', async () => {
  for (const registration of ['', 'open']) {
    const dir = at(`first-${registration}`);
    const program = await startProgram([], { DATA_DIR: dir, REGISTRATION: registration });
    await until(program.told, (said) => /\/setup#[\w-]+\n/.test(said));
    await program.stop();
    expect(program.told()).toContain('This server has no administrator yet');
    expect(program.told().includes('nobody can register')).toBe(registration === '');
  }
});

test('of a backup made just now the doctor says so, and counts no hours', async () => {
  const env = { DATA_DIR: at('data'), BACKUP_DIR: at('backups') };
  expect((await runProgram(['backup'], env)).code).toBe(0);
  for (const [more, sentence] of [
    [{}, 'Newest backup: less than an hour old'],
    [PERSIAN, 'تازه‌ترین پشتیبان: کمتر از یک ساعت پیش'],
  ] as const) {
    const { out } = await runProgram(['doctor'], { ...env, ...more });
    expect(out).toContain(sentence);
    expect(out).not.toMatch(/[0۰] (hours old|ساعت پیش)/);
  }
});

test('for programs there is no QR code', async () => {
  const { out } = await runProgram(['invite', 'create', '--json', '--qr'], data);
  expect(JSON.parse(out).url).toStartWith('https://chat.example.org/i#');
});

test('status on a folder without data says so, and counts nothing', async () => {
  for (const [env, sentence] of [
    [{}, 'There is no data in'],
    [PERSIAN, 'داده‌ای نیست'],
  ] as const) {
    const { code, out } = await runProgram(['status'], { DATA_DIR: at('folder'), ...env });
    expect([code, out]).toEqual([3, expect.stringContaining(sentence)]);
    expect(out).not.toMatch(/: [0۰]$/m);
  }
});

test('what status says of registration is said in words, in either language', async () => {
  const words = async (env: object) => (await runProgram(['status'], { ...data, ...env })).out;
  expect(await words({ REGISTRATION: 'invite' })).toContain('Registration: by invitation\n');
  expect(await words({ REGISTRATION: 'invite', ...PERSIAN })).toContain('ثبت‌نام: با دعوت\n');
});

test('the help of a command lists the settings that matter to it, and no others', async () => {
  const help = async (...args: string[]) => (await runProgram([...args, '--help'], {})).out;
  const flags = (text: string) => text.match(/^ +--[a-z-]+ <value>/gm)?.map((flag) => flag.trim());
  expect(flags(await help('status'))).toEqual(['--data-dir <value>']);
  expect((await help('serve')).match(/--port/g)?.length).toBe(1);
});

test('a command that is nearly right is suggested', async () => {
  const { code, err } = await runProgram(['users', 'list'], {});
  expect([code, err]).toEqual([2, expect.stringContaining('Did you mean user?')]);
  const persian = await runProgram(['users', 'list'], PERSIAN);
  expect(persian.err.replaceAll('\u200e', '')).toContain('شاید user؟');
});

test('version is said in the person’s language', async () => {
  expect((await runProgram(['version'], PERSIAN)).out).toMatch(
    /^پیام‌بر \S+\nساختار داده: [۰-۹]+\nدستگاه: /,
  );
});

const FILES = ['missing', 'folder', 'empty', 'noise', 'empty/below'];
const COMMANDS: ((file: string) => string[])[] = [
  (file) => ['verify', file],
  (file) => ['restore', file],
  (file) => ['restore', '--identity-file', file, at('noise')],
  (file) => ['backup', '--passphrase-file', file],
  (file) => ['backup', '--output', join(file, 'x', 'y')],
  (file) => ['import', file],
  (file) => ['import', '--env', file, at('folder')],
  (file) => ['import', '--uploads', file, at('folder')],
  (file) => ['update', file],
  (file) => ['user', 'create', 'reza', '--password-file', file],
  (file) => ['user', 'list', '--data-dir', file],
  (file) => ['status', '--data-dir', file],
  (file) => ['status', '--env-file', file],
  (file) => ['doctor', '--wait', '0', '--data-dir', file],
  (file) => ['install', '--yes', '--root', file],
];

test.each(COMMANDS.map((command) => [command('FILE').join(' '), command] as const))(
  '%s never answers with a code of the system, nor with a stack',
  async (_, command) => {
    for (const name of FILES) {
      // The path may hold a file of another program, or one that will do; then the command does its work.
      const { out, err } = await runProgram(command(at(name)), data);
      expect(out + err).not.toMatch(/\bE[A-Z]{4,}\b|^ +at /m);
      const persian = await runProgram(command(at(name)), { ...data, ...PERSIAN });
      expect(persian.err).not.toMatch(/\bE[A-Z]{4,}\b|^ +at /m);
      if (persian.err !== '') expect(persian.err).toMatch(/[آ-ی]/);
    }
  },
);
