import { expect, test } from 'bun:test';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupsIn, freeName, newestIn, rotate } from '../../server/backup/backup-folder.ts';
import { createSchedule } from '../../server/backup/schedule.ts';
import { createLog } from '../../server/log.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';
import { openInstance, payambar } from './instance.ts';

const HOUR = 3_600_000;

/** Makes a schedule of six hours whose clock the test moves, and whose backups are made at once, or fail. */
function scheduleOf({ newest = undefined as number | undefined, every = 6 * HOUR } = {}) {
  let now = 100 * HOUR;
  let made = newest;
  let broken = false;
  const lines: string[] = [];
  const clock = { now: () => now };
  const write = (line: string) => void lines.push(JSON.parse(line).event);
  const log = createLog({ logLevel: 'info', logFormat: 'json', now: clock.now, write });
  const run = async () => {
    if (broken) throw new Error('There is not enough space on the disk.');
    made = now;
    return {};
  };
  const schedule = createSchedule({
    ...{ every, clock, log, run },
    newest: () => made,
    isOurs: () => true,
  });
  return {
    lines,
    after: (ms: number) => {
      now += ms;
      return schedule.tick();
    },
    breaks: (is: boolean) => {
      broken = is;
    },
  };
}

test('the first is made at once, and the next when the newest is old enough', async () => {
  const { lines, after } = scheduleOf();
  await after(0);
  await after(5 * HOUR);
  expect(lines).toEqual(['backup made']);
  await after(HOUR);
  expect(lines).toEqual(['backup made', 'backup made']);
});

test('after a restart it goes on from the newest that is there', async () => {
  const { lines, after } = scheduleOf({ newest: 97 * HOUR });
  await after(0);
  expect(lines).toEqual([]);
  await after(3 * HOUR);
  expect(lines).toEqual(['backup made']);
});

test('one that fails is tried again an hour later, not each minute', async () => {
  const { lines, after, breaks } = scheduleOf();
  breaks(true);
  await after(0);
  for (let minute = 0; minute < 59; minute++) await after(60_000);
  expect(lines).toEqual(['backup failed']);
  breaks(false);
  await after(60_000);
  expect(lines).toEqual(['backup failed', 'backup made']);
});

test('two looks at the same time make one backup', async () => {
  const { lines, after } = scheduleOf();
  await Promise.all([after(0), after(0)]);
  expect(lines).toEqual(['backup made']);
});

test('a server with BACKUP_EVERY backs itself up when it starts, and stops in time', async () => {
  using folder = tempDir();
  const shelf = join(folder.path, 'shelf');
  const env = { BACKUP_EVERY: '6h', BACKUP_DIR: shelf };
  const instance = await openInstance(join(folder.path, 'data'), env);
  await until(() => backupsIn(shelf).length, 1);
  expect(await instance.program.stop()).toBe(0);
  const [made] = backupsIn(shelf);
  expect((await payambar(['verify', String(made?.path)], instance.dataDir)).code).toBe(0);
});

test('the newest stay, by their time and not by their name alone; what is not ours stays always', async () => {
  using folder = tempDir();
  const at = (name: string) => join(folder.path, name);
  const names: string[] = [];
  for (const hour of [1, 2, 2, 3]) {
    const name = freeName(folder.path, hour * HOUR, hour === 3);
    writeFileSync(at(name), name);
    names.push(name);
  }
  expect(names).toEqual([
    'payambar-19700101-010000.tar.zst',
    'payambar-19700101-020000.tar.zst',
    'payambar-19700101-020000-1.tar.zst',
    'payambar-19700101-030000.tar.zst.age',
  ]);
  const foreign = [
    'payambar.tar.zst',
    'payambar-19700101-000000.tar',
    'notes.txt',
    'payambar-old.tar.zst',
  ];
  for (const name of foreign) writeFileSync(at(name), 'mine');
  mkdirSync(at('payambar'));
  expect(rotate(folder.path, 2, 100 * HOUR)).toEqual([names[1], names[0]].map(String));
  const left = [names[2], names[3], ...foreign, 'payambar'];
  expect(readdirSync(folder.path).sort()).toEqual(left.map(String).sort());
});

test('a backup from the future puts off no other, counts as the oldest, and never pushes out a new one', () => {
  using folder = tempDir();
  const now = Date.UTC(2026, 0, 2);
  const put = (at: number): string => {
    const name = freeName(folder.path, at, false);
    writeFileSync(join(folder.path, name), '');
    return name;
  };
  const [future, yesterday] = [put(now + 400 * 24 * HOUR), put(now - 24 * HOUR)];
  expect(backupsIn(folder.path)[0]?.name).toBe(future);
  expect(newestIn(folder.path, now)?.name).toBe(yesterday);
  const made = put(now);
  expect(rotate(folder.path, 2, now, join(folder.path, made))).toEqual([future]);
  put(now + 400 * 24 * HOUR);
  // The clock has gone back since: what was made just now has the oldest name.
  const back = put(now - 1000 * 24 * HOUR);
  const gone = rotate(folder.path, 1, now - 1000 * 24 * HOUR, join(folder.path, back));
  expect(gone).toHaveLength(3);
  expect(readdirSync(folder.path)).toEqual([back]);
});

test('a folder that cannot be read is a failed backup, tried again an hour later', async () => {
  let now = 100 * HOUR;
  let shut = true;
  const events: string[] = [];
  const write = (line: string) => void events.push(JSON.parse(line).event);
  const log = createLog({ logLevel: 'info', logFormat: 'json', now: () => now, write });
  const newest = () => {
    if (shut) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    return undefined;
  };
  const plan = {
    ...{ every: 6 * HOUR, clock: { now: () => now }, log, newest },
    ...{ isOurs: () => true, run: async () => ({}) },
  };
  const schedule = createSchedule(plan);
  for (let minute = 0; minute < 5; minute++) {
    await schedule.tick();
    now += 60_000;
  }
  expect(events).toEqual(['backup failed']);
  shut = false;
  now += HOUR;
  await schedule.tick();
  expect(events).toEqual(['backup failed', 'backup made']);
});

test('two servers with one folder of backups: the second is told so; a restored one goes on with its own', async () => {
  using folder = tempDir();
  const shelf = join(folder.path, 'shelf');
  const args = ['backup', '--backup-dir', shelf, '--json'];
  const dirs = ['one', 'two'].map((name) => join(folder.path, name));
  for (const dir of dirs) await (await openInstance(dir)).program.stop();
  const [one = '', two = ''] = dirs;
  const made = JSON.parse((await payambar(args, one)).out);
  const refused = await payambar(args, two);
  expect([refused.code, refused.err]).toEqual([5, expect.stringContaining(`data is in ${one}`)]);
  expect(backupsIn(shelf)).toHaveLength(1);
  const program = await startProgram([], {
    DATA_DIR: two,
    BACKUP_DIR: shelf,
    BACKUP_EVERY: '1h',
  });
  await program.stop();
  const failed = program.lines.find(({ event }) => event === 'backup failed');
  expect(failed?.reason).toContain('a folder of its own');
  const elsewhere = join(folder.path, 'elsewhere');
  expect((await payambar(['restore', made.file], elsewhere)).code).toBe(0);
  expect((await payambar(args, elsewhere)).code).toBe(0);
});

test('BACKUP_KEEP is kept by the command, and a file of one’s own choice is no part of it', async () => {
  using folder = tempDir();
  const instance = await openInstance(join(folder.path, 'data'));
  const shelf = join(instance.dataDir, 'backups');
  const args = ['backup', '--backup-keep', '2', '--json'];
  for (let n = 0; n < 3; n++) expect((await payambar(args, instance.dataDir)).code).toBe(0);
  await payambar([...args, '--output', join(folder.path, 'own')], instance.dataDir);
  expect(backupsIn(shelf)).toHaveLength(2);
  expect(readdirSync(folder.path).sort()).toEqual(['data', 'own']);
  const again = await payambar([...args, '--output', join(folder.path, 'own')], instance.dataDir);
  expect([again.code, again.err]).toEqual([5, expect.stringContaining('is there already')]);
  await instance.program.stop();
});
