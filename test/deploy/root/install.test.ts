import { Database } from 'bun:sqlite';
import { afterEach, beforeEach, expect, test } from 'bun:test';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Ended, EXECUTABLE, tempDir } from '../../helpers/program.ts';

const PROJECT = join(import.meta.dir, '../../..');
const UNIT = readFileSync(join(PROJECT, 'deploy/payambar.service'), 'utf8');
const NAME = `payambar-linux-${process.arch}`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'payambar-root-'));
  put('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
  put('etc/group', 'root:x:0:\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string): string => join(root, path);
const text = (path: string): string => readFileSync(at(path), 'utf8');
function put(path: string, content: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
}

async function run(command: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = Bun.spawn(command, {
    // After `su` without a dash, PATH lacks the folders where useradd is.
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err] = await Promise.all([
    Bun.readableStreamToText(child.stdout),
    Bun.readableStreamToText(child.stderr),
  ]);
  return { code: await child.exited, out, err };
}
const install = (...more: string[]) =>
  run([EXECUTABLE, 'install', '--yes', '--root', root, ...more]);

/** Lists every path with its mode, owner and moment: what a second run must leave as it is. */
async function everything(): Promise<string[]> {
  const paths = await Array.fromAsync(
    new Bun.Glob('**').scan({ cwd: root, dot: true, onlyFiles: false }),
  );
  return paths.sort().map((path) => {
    const { mode, uid, gid, mtimeMs, ino } = lstatSync(at(path));
    return [path, mode, uid, gid, mtimeMs, ino].join(' ');
  });
}

test('the file installs itself: program, user, data, settings and service, each with no more rights than it needs', async () => {
  expect(await install()).toMatchObject({ code: 0, err: '' });
  const [, , uid, gid] =
    text('etc/passwd')
      .split('\n')
      .find((line) => line.startsWith('payambar:'))
      ?.split(':') ?? [];
  expect(Number(uid)).toBeGreaterThan(0);
  const rights = (path: string) => {
    const { mode, uid: owner, gid: group } = statSync(at(path));
    return [(mode & 0o777).toString(8), owner, group];
  };
  expect(rights('usr/local/bin/payambar')).toEqual(['755', 0, 0]);
  expect(rights('var/lib/payambar')).toEqual(['700', Number(uid), Number(gid)]);
  expect(rights('etc/payambar/payambar.env')).toEqual(['640', 0, Number(gid)]);
  expect(rights('etc/payambar')).toEqual(['750', 0, Number(gid)]);
  expect(text('etc/systemd/system/payambar.service')).toBe(UNIT);
  const enabled = at('etc/systemd/system/multi-user.target.wants/payambar.service');
  expect(readlinkSync(enabled)).toBe('/etc/systemd/system/payambar.service');
  expect(text('etc/payambar/payambar.env')).toContain(
    '\nDATA_DIR=/var/lib/payambar\nHOST=0.0.0.0\n',
  );
  expect((await run([at('usr/local/bin/payambar'), '--version'])).code).toBe(0);
});

test('a second time nothing is changed, and it says so; settings of the administrator stay', async () => {
  await install('--domain', 'chat.example.com');
  expect(text('etc/payambar/payambar.env')).toContain(
    '\nHOST=127.0.0.1\nPUBLIC_URL=https://chat.example.com\n',
  );
  put('etc/payambar/payambar.env', 'PORT=9000\n');
  const before = await everything();
  const again = await install('--domain', 'other.example.com');
  expect(again.code).toBe(0);
  expect(again.out).toEndWith('Everything is already in place; nothing was changed.\n');
  expect(await everything()).toEqual(before);
});

test('a part that is missing or of an older version is put right, the rest is left', async () => {
  await install();
  put('etc/systemd/system/payambar.service', UNIT.replace('Type=notify', 'Type=exec'));
  const { out } = await install();
  expect(out).toContain(`Service: ${at('etc/systemd/system/payambar.service')} (made)`);
  expect(out.match(/\(made\)/g)).toHaveLength(1);
  expect(text('etc/systemd/system/payambar.service')).toBe(UNIT);
});

test('over the service of 0.1.0, which only its own machine could reach, it stays so', async () => {
  const old = UNIT.replace('User=payambar\nGroup=payambar', 'DynamicUser=yes');
  expect(old).not.toBe(UNIT);
  put('etc/systemd/system/payambar.service', old);
  expect((await install()).code).toBe(0);
  expect(text('etc/payambar/payambar.env')).toContain('\nHOST=127.0.0.1\n');
  expect(text('etc/systemd/system/payambar.service')).toBe(UNIT);
});

test('uninstalling takes service and program, keeps data, settings and user, and says where; then there is nothing to do', async () => {
  await install();
  put('var/lib/payambar/payambar.db', 'what people wrote');
  const removed = await run([EXECUTABLE, 'uninstall', '--yes', '--root', root]);
  expect(removed).toMatchObject({ code: 0, err: '' });
  expect(removed.out).toContain(`still in ${at('var/lib/payambar')}`);
  expect(text('var/lib/payambar/payambar.db')).toBe('what people wrote');
  expect(existsSync(at('etc/payambar/payambar.env'))).toBe(true);
  for (const gone of ['usr/local/bin/payambar', 'etc/systemd/system/payambar.service'])
    expect(existsSync(at(gone))).toBe(false);
  expect((await run([EXECUTABLE, 'uninstall', '--yes', '--root', root])).out).toContain(
    'not installed',
  );
  rmSync(at('var/lib/payambar/payambar.db'));
  expect((await install()).out).toContain(`Data: ${at('var/lib/payambar')} (kept as it is)`);
});

const ORIGINALS: [what: string, path: string, make: () => void][] = [
  [
    'its unit',
    'etc/systemd/system/payambar.service',
    () => put('etc/systemd/system/payambar.service', '[Unit]\nDescription=Payambar Messenger\n'),
  ],
  ['its folder', 'opt/payambar', () => put('opt/payambar/.env', 'PORT=8080\n')],
  [
    'its database in the place of ours',
    'var/lib/payambar/payambar.db',
    () => {
      mkdirSync(at('var/lib/payambar'), { recursive: true });
      const database = new Database(at('var/lib/payambar/payambar.db'));
      database.run('CREATE TABLE conversations (id INTEGER PRIMARY KEY)');
      database.close();
    },
  ],
];
test.each(ORIGINALS)('the original program is never overwritten: %s', async (_, path, make) => {
  make();
  const before = await everything();
  for (const command of ['install', 'uninstall']) {
    const refused = await run([EXECUTABLE, command, '--yes', '--root', root]);
    expect([refused.code, refused.out]).toEqual([5, '']);
    expect(refused.err).toContain(`${at(path)} belongs to another Payambar`);
    expect(refused.err).toContain('payambar import');
  }
  expect(await everything()).toEqual(before);
});

test('another version in place is left to update; a wrong name, folder, or nobody to ask is refused', async () => {
  put('usr/local/bin/payambar', 'another version');
  const other = await install();
  expect([other.code, other.err]).toEqual([
    5,
    expect.stringContaining(`payambar update ${EXECUTABLE}`),
  ]);
  expect(text('usr/local/bin/payambar')).toBe('another version');
  rmSync(at('usr'), { recursive: true });
  const before = await everything();
  for (const [args, sentence] of [
    [['--yes', '--domain', 'not a name'], 'is not a server name'],
    [['--yes', '--root', '/nowhere'], '/nowhere is no folder'],
    [['--yes', '--root', at('etc')], 'it has no etc/passwd'],
    [[], 'add --yes'],
  ] as const) {
    const refused = await run([EXECUTABLE, 'install', '--root', root, ...args]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(sentence)]);
  }
  expect(await everything()).toEqual(before);
  expect((await run([EXECUTABLE, 'install', '--root', root], { LANG: 'fa_IR' })).err).toContain(
    'بیفزایید',
  );
});

test('install.sh lets only the file for this machine through, and only whole', async () => {
  using folder = tempDir();
  const path = (name: string) => join(folder.path, name);
  copyFileSync(join(PROJECT, 'deploy/install.sh'), path('install.sh'));
  const script = (env = {}) => run(['sh', path('install.sh'), '--yes', '--root', root], env);
  expect((await script()).err).toContain(`${NAME} is missing`);
  linkSync(EXECUTABLE, path(NAME));
  expect((await script()).err).toContain('SHA256SUMS is missing');
  writeFileSync(path('SHA256SUMS'), `${'0'.repeat(64)}  ${NAME}\n`);
  expect(await script()).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('damaged'),
  });
  expect(existsSync(at('usr'))).toBe(false);
  writeFileSync(path('uname'), '#!/bin/sh\ntest "$1" = -m && echo riscv64 || echo Linux\n');
  chmodSync(path('uname'), 0o755);
  const foreign = await script({ PATH: `${folder.path}:${process.env.PATH}` });
  expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining('riscv64')]);
  const hash = new Bun.CryptoHasher('sha256').update(await Bun.file(EXECUTABLE).bytes());
  writeFileSync(path('SHA256SUMS'), `${hash.digest('hex')}  ${NAME}\n`);
  expect(await script()).toMatchObject({ code: 0, err: '' });
  expect(existsSync(at('usr/local/bin/payambar'))).toBe(true);
});
