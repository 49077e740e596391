import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Of } from '../../../build/release.ts';
import { buildVariants, pair, type Variants } from '../../deploy/lib/variants.ts';
import { runProgram, startProgram } from '../../helpers/program.ts';
import { Move } from '../../import/support.ts';

/** The person who owns the data, and has taken the server over; any that is not root. */
const OWNER = 65_534;
const SECRET = 'of root alone\n';

let variants: Variants;
let sum: string;
let template: string;
beforeAll(async () => {
  template = await makeTemplate();
  variants = await buildVariants(pair().publicKey);
  sum = await sha256Of(variants.next);
});
afterAll(() => {
  variants[Symbol.dispose]();
  rmSync(template, { recursive: true });
});

type Instance = {
  dir: string;
  dataDir: string;
  /** A file that belongs to root, and a name in root's own folder that is not taken. */
  precious: string;
  wanting: string;
  backup: string;
  [Symbol.dispose](): void;
};

/** Makes data of a person who is not root, beside a folder that is root's alone. */
function instance(): Instance {
  // The folder is not below /tmp, where the kernel itself stands in the way of such links (protected_symlinks).
  const dir = mkdtempSync('/var/lib/payambar-test-');
  cpSync(template, dir, { recursive: true });
  chmodSync(dir, 0o755);
  const dataDir = join(dir, 'data');
  give(dataDir);
  const at = (name: string): string => join(dir, 'root', name);
  const [precious, wanting, backup] = [at('precious'), at('wanting'), at('kept.tar.zst')];
  const dispose = () => rmSync(dir, { recursive: true, force: true });
  return { dir, dataDir, precious, wanting, backup, [Symbol.dispose]: dispose };
}

async function makeTemplate(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'payambar-links-'));
  const dataDir = join(dir, 'data');
  await (await startProgram(['--data-dir', dataDir], {})).stop();
  mkdirSync(join(dir, 'root'), { mode: 0o700 });
  writeFileSync(join(dir, 'root/precious'), SECRET, { mode: 0o600 });
  const output = join(dir, 'root/kept.tar.zst');
  expect(await run(['backup', '--data-dir', dataDir, '--output', output])).toBe('');
  return dir;
}

function give(folder: string): void {
  lchownSync(folder, OWNER, OWNER);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    lchownSync(join(entry.parentPath, entry.name), OWNER, OWNER);
}

/** Plants a link, as the data's owner can: what stood there is removed. */
function plant({ dataDir }: Instance, name: string, leadsTo: string): void {
  rmSync(join(dataDir, name), { recursive: true, force: true });
  symlinkSync(leadsTo, join(dataDir, name));
  lchownSync(join(dataDir, name), OWNER, OWNER);
}

/** Lists what the owner could get: files of root's that have another owner or are changed, and new ones. */
function lost({ precious, wanting, backup }: Instance): string[] {
  const stolen = [precious, backup, join(precious, '..')].filter(
    (path) => lstatSync(path).uid !== 0,
  );
  const changed = readFileSync(precious, 'utf8') === SECRET ? [] : ['changed'];
  const made = existsSync(wanting) ? [wanting] : [];
  const names = readdirSync(join(precious, '..')).sort();
  const strange = names.filter((name) => !['kept.tar.zst', 'precious'].includes(name));
  return [...stolen, ...changed, ...made, ...strange];
}

type Run = (instance: Instance, extra: { old: string }) => Promise<string>;
const run = async (args: string[], env = {}): Promise<string> => (await runProgram(args, env)).err;
const at = ({ dataDir }: Instance): string[] => ['--data-dir', dataDir];

/** Starts a server that comes up, or says why it does not; it is told to end in any case. */
async function serve(instance: Instance): Promise<string> {
  try {
    await (await startProgram(at(instance), {})).stop();
    return '';
  } catch (error) {
    return (
      String(error)
        .replace(/^Error: /, '')
        .split('\n    at ')[0] ?? ''
    );
  }
}

async function update(instance: Instance): Promise<string> {
  const executable = join(instance.dir, 'payambar');
  copyFileSync(variants.current, executable);
  const child = Bun.spawn([executable, 'update', variants.next, '--sha256', sum, ...at(instance)], {
    env: { PATH: process.env.PATH ?? '', HOME: instance.dir },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const err = await Bun.readableStreamToText(child.stderr);
  await child.exited;
  return err;
}

/** Each command makes or opens these in the data folder. */
const COMMANDS: [what: string, run: Run, names: string[]][] = [
  [
    'backup',
    (instance) => run(['backup', ...at(instance)]),
    ['backup.lock', 'backup.tmp', 'backup.finished.tmp', 'backups', 'secret', 'payambar.db-wal'],
  ],
  [
    'backup into a folder of root’s',
    (instance) => run(['backup', ...at(instance), '--output', join(instance.dir, 'made.tar.zst')]),
    ['backup.lock', 'backup.tmp', 'backup.finished.tmp', 'secret'],
  ],
  [
    'restore',
    (instance) => run(['restore', instance.backup, '--replace', ...at(instance)]),
    ['payambar.db.lock', '.restore.tmp', 'payambar.db-wal', 'files'],
  ],
  [
    'import',
    (instance, { old }) => run(['import', old, ...at(instance)]),
    ['payambar.db.lock', 'payambar.db-wal', 'payambar.db-shm', 'files'],
  ],
  [
    'verify',
    (instance) => run(['verify', ...at(instance)]),
    ['payambar.db-wal', 'payambar.db-shm'],
  ],
  [
    'user',
    (instance) => run(['user', 'create', `u${Math.random()}`, ...at(instance)]),
    ['payambar.db.lock', 'payambar.db-wal', 'payambar.db-shm', 'running.json', 'control.sock'],
  ],
  ['status', (instance) => run(['status', ...at(instance)]), ['payambar.db-shm', 'running.json']],
  ['doctor', (instance) => run(['doctor', '--wait', '0', ...at(instance)]), ['payambar.db-shm']],
  ['serve', serve, ['payambar.db.lock', 'secret', 'payambar.db-wal']],
  ['update', update, ['payambar.db.lock', 'payambar.db.before-update', 'payambar.db-wal']],
];

test.each(COMMANDS)(
  'root runs %s: no link in the data leads it to a file of root’s',
  async (_, command, names) => {
    using move = new Move();
    const planted = names.flatMap((name) =>
      (name.endsWith('.lock') ? (['precious', 'wanting'] as const) : (['precious'] as const)).map(
        (place) => ({ name, place }),
      ),
    );
    for (const { name, place } of planted) {
      using made = instance();
      plant(made, name, made[place]);
      const err = await command(made, { old: move.old });
      expect([name, place, lost(made)]).toEqual([name, place, []]);
      if (name.endsWith('.lock')) expect(err).toMatch(/\.lock is a symbolic link/);
    }
  },
);

test('what root makes beside the data belongs to whom the data does, and what it makes elsewhere to root', async () => {
  using made = instance();
  const outside = join(made.dir, 'root/second.tar.zst');
  expect(await run(['backup', ...at(made)])).toBe('');
  expect(await run(['backup', ...at(made), '--output', outside])).toBe('');
  expect(await run(['verify', outside, ...at(made)])).toBe('');
  expect(await run(['restore', outside, '--replace', ...at(made)])).toBe('');
  expect([statSync(outside).uid, statSync(outside).mode & 0o777]).toEqual([0, 0o600]);
  const beside = readdirSync(made.dataDir, { recursive: true, withFileTypes: true });
  expect(beside.map(({ name }) => name)).toContain('payambar.db');
  const strange = beside.filter(
    ({ parentPath, name }) => lstatSync(join(parentPath, name)).uid !== OWNER,
  );
  expect(strange).toEqual([]);
});

test('an import as root reads no more of the machine than the owner of the original could', async () => {
  using made = instance();
  using move = new Move();
  const old = join(made.dir, 'old');
  cpSync(move.old, old, { recursive: true });
  const row = new Database(join(old, 'data/payambar.db'));
  row.run("UPDATE files SET file_path = 'precious'");
  row.close();
  rmSync(join(old, 'data/uploads'), { recursive: true });
  symlinkSync(join(made.dir, 'root'), join(old, 'data/uploads'));
  give(old);
  await run(['import', old, ...at(made)]);
  const bytes = readdirSync(made.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  expect(bytes.filter((text) => text === SECRET)).toEqual([]);
});
