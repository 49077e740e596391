import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { makeLarge } from '../../scripts/legacy/large.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';
import { everything, Move, rows, stampOf } from './support.ts';

/** The installation that is killed in the middle has so many messages. */
const SAID = 16_000;

const runImport = (path: string, dataDir: string, ...more: string[]) =>
  runProgram(['import', path, '--data-dir', dataDir, ...more], {});

test('a dry run says the same and changes nothing, with and without data here', async () => {
  using move = new Move();
  const dry = await runImport(move.old, move.dataDir(), '--dry-run', '--json');
  expect(existsSync(move.dataDir())).toBe(false);
  const before = stampOf(move.old);
  const real = await runImport(move.old, move.dataDir(), '--json');
  expect(stampOf(move.old)).toEqual(before);
  const withoutDryRun = (text: string) => ({ ...JSON.parse(text), dryRun: null });
  expect(withoutDryRun(dry.out)).toEqual(withoutDryRun(real.out));
  const kept = stampOf(move.dataDir());
  const again = await runImport(move.old, move.dataDir(), '--dry-run', '--json');
  expect(stampOf(move.dataDir())).toEqual(kept);
  expect(JSON.parse(again.out).counts.messages).toMatchObject({ brought: 0, known: 28 });
  expect([dry.code, real.code, again.code]).toEqual([0, 0, 0]);
});

test('it finds uploads and settings beside the database, and tells in both languages', async () => {
  using move = new Move();
  const persian = await runProgram(['import', move.old, '--dry-run'], {
    DATA_DIR: move.dataDir(),
    LANG: 'fa_IR.UTF-8',
  });
  expect(persian.out).toContain(join(move.old, 'data/uploads'));
  expect(persian.out).toContain(join(move.old, '.env'));
  expect(persian.out).toContain('کاربران: ۵ آورده می‌شود');
  expect(persian.out).toContain('ALI → ali_2');
  const english = await runImport(move.database, move.dataDir());
  expect(english.out).toContain('People: 5 imported');
  // Names and paths of strangers must not control a terminal.
  expect(/(?!\n)\p{Cc}|[\u202a-\u202e]/u.test(english.out)).toBe(false);
});

test('beside a running server it is refused, and a dry run is not', async () => {
  using move = new Move();
  const program = await startProgram([], { DATA_DIR: move.dataDir() });
  const refused = await runImport(move.old, move.dataDir());
  expect([refused.code, refused.out]).toEqual([5, '']);
  expect(refused.err).toContain('Stop Payambar first');
  expect((await runImport(move.old, move.dataDir(), '--dry-run')).code).toBe(0);
  await program.stop();
});

test('what is no database of the original is refused by a sentence, and nothing is made', async () => {
  using folder = tempDir();
  const at = (name: string): string => join(folder.path, name);
  const ours = at('ours.db');
  await openDb({ path: ours }).close();
  const foreign = new Database(at('foreign.db'));
  foreign.run('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)');
  foreign.close();
  writeFileSync(at('text.db'), 'no database at all');
  mkdirSync(at('empty'));
  using move = new Move();
  truncateSync(move.database, 20_000);
  const cases: [path: string, code: number, sentence: string][] = [
    [at('none.db'), 2, 'There is no payambar.db'],
    [at('empty'), 2, 'There is no payambar.db'],
    [at('text.db'), 1, 'no SQLite database'],
    [at('foreign.db'), 1, 'not the older Payambar'],
    [ours, 1, 'already is this Payambar'],
    [move.database, 1, 'damaged'],
  ];
  for (const [path, code, sentence] of cases) {
    const ended = await runImport(path, at('new'), '--dry-run');
    expect([path, ended.code, ended.err.split('\n').length]).toEqual([path, code, 2]);
    expect(ended.err).toContain(sentence);
  }
  expect(readdirSync(folder.path)).not.toContain('new');
});

test('our data is never laid over the original’s', async () => {
  using move = new Move();
  const before = stampOf(move.old);
  const into = await runImport(move.old, join(move.old, 'data'));
  expect([into.code, into.err.includes('also the place of the new one')]).toEqual([5, true]);
  expect(() => openDb({ path: move.database })).toThrow('the older Payambar');
  const after = Object.entries(stampOf(move.old)).filter(([path]) => !path.endsWith('.lock'));
  expect(Object.fromEntries(after)).toEqual(before);
});

test('killed in the middle and started again, it ends as if nothing had been', async () => {
  using move = new Move((root) => makeLarge(root, { users: 200, messages: SAID, files: 30 }));
  const database = join(move.old, 'payambar.db');
  const whole = await runImport(database, move.dataDir('whole'), '--json');
  expect(JSON.parse(whole.out).counts.files.brought).toBe(30);
  for (const share of [0.2, 0.5]) await killedAt(share, database, move);
  const rest = await runImport(database, move.dataDir('killed'), '--json');
  expect(rest.code).toBe(0);
  expect(everything(move.dataDir('killed'))).toEqual(everything(move.dataDir('whole')));
});

/** Kills it when so many of the messages are on disk. */
async function killedAt(share: number, database: string, move: Move): Promise<void> {
  const dataDir = move.dataDir('killed');
  const main = join(import.meta.dir, '../../server/main.ts');
  const child = Bun.spawn([process.execPath, main, 'import', database, '--data-dir', dataDir], {
    stdout: 'ignore',
    stderr: 'ignore',
  });
  const path = join(dataDir, 'payambar.db');
  const isThere = () => child.exitCode !== null || countIn(path, dataDir) >= share * SAID;
  await until(isThere, true, { everyMs: 5 });
  child.kill('SIGKILL');
  await child.exited;
  expect(child.signalCode).toBe('SIGKILL');
  const there = countIn(path, dataDir);
  expect(there).toBeGreaterThanOrEqual(share * SAID);
  expect(there).toBeLessThan(0.98 * SAID);
}

function countIn(path: string, dataDir: string): number {
  if (!existsSync(path)) return 0;
  try {
    return rows<{ n: number }>(dataDir, 'SELECT count(*) AS n FROM messages')[0]?.n ?? 0;
  } catch {
    return 0;
  }
}
