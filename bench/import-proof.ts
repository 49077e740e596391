/**
 * `bun bench/import-proof.ts [MESSAGES]`: imports of 10,000 people, a million messages and 5,000 files (or fewer, in
 * proportion) end in the same data: twice into empty places, once more over the first, and killed three times in the
 * middle and gone on with. Prints equality; its exit code is 1 without it.
 */
import { Database } from 'bun:sqlite';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LARGE, makeLarge } from '../scripts/legacy/large.ts';
import { serverCommand, tempDir } from './lib/process.ts';
import { print } from './lib/report.ts';

const messages = Number(process.argv[2] ?? LARGE.messages);
const share = messages / LARGE.messages;
const sizes = { users: LARGE.users * share, messages, files: LARGE.files * share };
/** The import is killed when these shares of the messages are on disk. */
const KILLS = [0.2, 0.5, 0.8];

const spawn = (old: string, dataDir: string) =>
  Bun.spawn([...serverCommand(), 'import', old, '--data-dir', dataDir, '--json'], {
    stdout: 'ignore',
    stderr: 'inherit',
  });

async function whole(name: string, old: string, dataDir: string): Promise<void> {
  const began = performance.now();
  const child = spawn(old, dataDir);
  if ((await child.exited) !== 0) throw new Error(`${name}: the import failed`);
  const cpu = Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1e6;
  const seconds = (performance.now() - began) / 1000;
  print(`${name}: ${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s`);
}

async function importKilled(old: string, dataDir: string, at: number): Promise<void> {
  const child = spawn(old, dataDir);
  while (child.exitCode === null && countStored(dataDir) < at * messages) await Bun.sleep(50);
  child.kill('SIGKILL');
  await child.exited;
  const there = countStored(dataDir);
  if (child.signalCode !== 'SIGKILL' || there >= 0.98 * messages)
    throw new Error('killed too late');
  print(`killed with ${there.toLocaleString('en')} messages on disk`);
}

/** Reads the greatest rowid: counting a million rows each time would slow down the import that is watched. */
function countStored(dataDir: string): number {
  const path = join(dataDir, 'payambar.db');
  if (!existsSync(path)) return 0;
  try {
    using database = new Database(path, { readonly: true });
    return database.query<{ n: number }, []>('SELECT max(id) AS n FROM messages').get()?.n ?? 0;
  } catch {
    // The import is still making its tables.
    return 0;
  }
}

/** Hashes every row of every table in order, and the name and bytes of every file. */
function hashData(dataDir: string): Record<string, string> {
  using database = new Database(join(dataDir, 'payambar.db'), { readonly: true });
  const tables = database
    .query<{ name: string }, []>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'message_search%' ORDER BY name",
    )
    .all();
  const hashes = tables.map(({ name }): [string, string] => {
    const hash = new Bun.CryptoHasher('sha256');
    let count = 0;
    for (const row of database.query(`SELECT * FROM ${name} ORDER BY 1, 2`).iterate()) {
      hash.update(JSON.stringify(row));
      count++;
    }
    return [name, `${count} rows ${hash.digest('hex')}`];
  });
  return { ...Object.fromEntries(hashes), bytes: hashFiles(join(dataDir, 'files')) };
}

function hashFiles(folder: string): string {
  const hash = new Bun.CryptoHasher('sha256');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(name.slice(folder.length)).update(readFileSync(name));
  return `${names.length} files ${hash.digest('hex')}`;
}

let equal = true;
function compare(what: string, one: Record<string, string>, other: Record<string, string>): void {
  const unlike = Object.keys({ ...one, ...other }).filter((name) => one[name] !== other[name]);
  print(`${what}: ${unlike.length === 0 ? 'equal' : `NOT EQUAL in ${unlike.join(', ')}`}`);
  equal &&= unlike.length === 0;
}

const dir = tempDir('import-proof');
try {
  const old = join(dir.path, 'old');
  makeLarge(old, sizes);
  const at = (name: string): string => join(dir.path, name);
  await whole('first run', old, at('one'));
  const one = hashData(at('one'));
  print(
    `${one.users?.split(' ')[0]} people, ${one.messages?.split(' ')[0]} messages, ${one.bytes?.split(' ')[0]} files`,
  );
  await whole('the same again, nothing new', old, at('one'));
  compare('the same place after both', one, hashData(at('one')));
  for (const kill of KILLS) await importKilled(old, at('killed'), kill);
  await whole('gone on with', old, at('killed'));
  compare('killed three times and gone on with', one, hashData(at('killed')));
  await whole('into another empty place', old, at('two'));
  compare('two empty places', one, hashData(at('two')));
} finally {
  dir.remove();
}
process.exitCode = equal ? 0 : 1;
