import { afterAll, expect, mock, test } from 'bun:test';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../helpers/program.ts';

/** So many renames are still done; then the process counts as killed, and what would be taken back is not. */
let left = Number.POSITIVE_INFINITY;
const { renameSync } = fs;
mock.module('node:fs', () => ({
  ...fs,
  renameSync(from: string, to: string) {
    if (left-- <= 0) throw Object.assign(new Error('killed'), { syscall: 'rename', code: 'EIO' });
    renameSync(from, to);
  },
}));
const { changePlaces, isHalfRestored, READY } = await import('../../server/backup/in-place.ts');
afterAll(() => mock.restore());

const OLD = ['files', 'payambar.db', 'payambar.db-wal', 'secret'];
const NEW = ['files', 'payambar.db', 'secret', 'settings.env'];

/** Makes a data folder as a restore finds it, with the new data made ready in it. */
function folderOf(root: string): string {
  const dir = join(root, 'data');
  fs.rmSync(root, { recursive: true, force: true });
  fs.mkdirSync(join(dir, READY), { recursive: true });
  for (const name of OLD) fs.writeFileSync(join(dir, name), `old ${name}`);
  for (const name of NEW) fs.writeFileSync(join(dir, READY, name), `new ${name}`);
  return dir;
}

const holds = (dir: string): string[] =>
  fs
    .readdirSync(dir)
    .filter((name) => OLD.includes(name) || NEW.includes(name))
    .map((name) => fs.readFileSync(join(dir, name), 'utf8'))
    .sort();

test('wherever a restore is killed, the folder holds the old data, the new data, or is known to be half restored', () => {
  using folder = tempDir();
  const seen = { old: 0, half: 0, fresh: 0 };
  for (let kill = 0; seen.fresh === 0 && kill < 30; kill++) {
    const dir = folderOf(join(folder.path, `${kill}`));
    left = kill;
    let whole = true;
    try {
      changePlaces(join(dir, READY), dir, 'stamp');
    } catch {
      whole = false;
    }
    const found = holds(dir);
    if (whole) {
      expect(found).toEqual(NEW.map((name) => `new ${name}`).sort());
      expect(isHalfRestored(dir)).toBe(false);
      seen.fresh++;
    } else if (isHalfRestored(dir)) seen.half++;
    else {
      expect([kill, found]).toEqual([kill, OLD.map((name) => `old ${name}`).sort()]);
      seen.old++;
    }
  }
  // The kills come before the first rename, between any two, and after the last.
  expect(seen.half).toBeGreaterThanOrEqual(OLD.length + NEW.length - 1);
  expect(seen.old).toBeGreaterThan(0);
  expect(seen.fresh).toBe(1);
});
