import { afterEach, beforeEach, expect, test } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf, Caller } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { type FakeS3, startFakeS3 } from '../helpers/s3/fake-s3.ts';
import { bytesOf, fetched, sha256, upload } from './support.ts';

let s3: FakeS3;
let folder: ReturnType<typeof tempDir>;
beforeEach(() => {
  s3 = startFakeS3();
  folder = tempDir();
});
afterEach(async () => {
  await s3.stop();
  folder[Symbol.dispose]();
});

const account = { username: 'sara', password: 'گذرواژهٔ دراز ۱۲' };
const enter = async (url: string, path = '/api/auth/login') =>
  new Caller(url, (await answerOf(url, 'POST', path, account)).body);
const onDisk = (): string[] => {
  const files = join(folder.path, 'files');
  if (!existsSync(files)) return [];
  return readdirSync(files, { recursive: true })
    .map(String)
    .filter((path) => /\/[0-9a-f]{64}$/.test(path))
    .sort();
};
const inBucket = (): string[] =>
  [...s3.objects.keys()].filter((key) => /^[0-9a-f]{2}\//.test(key)).sort();
const move = (to: string, ...more: string[]) =>
  runProgram(['files', 'move', '--to', to, '--json', ...more], {
    DATA_DIR: folder.path,
    ...s3.env,
  });

const FILES = Array.from({ length: 12 }, (_, n) => bytesOf(n === 0 ? 6_500_000 : 3000 + n, 60 + n));

async function filled(): Promise<string[]> {
  const server = await startProgram([], { DATA_DIR: folder.path });
  const sara = await enter(server.url, '/api/auth/register');
  const ids: string[] = [];
  for (const bytes of FILES) ids.push(await upload(sara, bytes));
  await server.stop();
  return ids;
}

async function mustHaveAll(url: string, ids: string[]): Promise<void> {
  const sara = await enter(url);
  for (const [n, id] of ids.entries()) {
    const got = await fetched({ url }, sara, `/api/files/${id}`);
    expect([id, got.status, sha256(got.bytes)]).toEqual([id, 200, sha256(FILES[n] ?? bytesOf(1))]);
  }
}

test('all files go to the bucket and back, beside a server that reads from both, and none is lost or left', async () => {
  const ids = await filled();
  const before = onDisk();
  const dry = await move('s3', '--dry-run');
  expect([dry.code, JSON.parse(dry.out).files, onDisk()]).toEqual([0, 12, before]);
  const server = await startProgram([], { DATA_DIR: folder.path, ...s3.env });
  await mustHaveAll(server.url, ids);
  const there = await move('s3');
  expect([there.code, JSON.parse(there.out).files, onDisk(), inBucket()]).toEqual([
    ...[0, 12, [], before],
  ]);
  await mustHaveAll(server.url, ids);
  const back = await move('disk');
  expect([back.code, onDisk(), inBucket()]).toEqual([0, before, []]);
  await mustHaveAll(server.url, ids);
  await server.stop();
  expect((await move('disk')).code).toBe(0);
  const without = await startProgram([], { DATA_DIR: folder.path });
  await mustHaveAll(without.url, ids);
  await without.stop();
});

test('a move that the service ends half-way goes on where it stopped, and what is damaged stays', async () => {
  const ids = await filled();
  const before = onDisk();
  const [odd = ''] = before;
  const path = join(folder.path, 'files', odd);
  const right = await Bun.file(path).bytes();
  await Bun.write(path, 'damaged');
  s3.faults.busy = 0.2;
  const first = await move('s3');
  expect(first.code).toBe(1);
  expect(new Set([...onDisk(), ...inBucket()])).toEqual(new Set(before));
  s3.faults.busy = 0;
  const second = await move('s3');
  expect([second.code, JSON.parse(second.out).damaged, onDisk()]).toEqual([
    ...[4, [odd.slice(3)], [odd]],
  ]);
  await Bun.write(path, right);
  expect((await move('s3')).code).toBe(0);
  for (const [key, { bytes }] of s3.objects)
    if (/^[0-9a-f]{2}\//.test(key)) expect(sha256(bytes)).toBe(key.slice(3));
  const server = await startProgram([], { DATA_DIR: folder.path, ...s3.env });
  await mustHaveAll(server.url, ids);
  await server.stop();
});

test('beside a server that does not know the bucket it is refused, and nothing moves', async () => {
  await filled();
  const server = await startProgram([], { DATA_DIR: folder.path });
  const before = onDisk();
  const refused = await move('s3');
  expect([refused.code, refused.err]).toEqual([5, expect.stringContaining('Restart it')]);
  expect([onDisk(), inBucket()]).toEqual([before, []]);
  await server.stop();
  const none = await runProgram(['files', 'move', '--to', 's3'], { DATA_DIR: folder.path });
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('No bucket')]);
});

test('a backup leaves what lies in the bucket there and says so; verify reads it, and finds what is gone or changed', async () => {
  const ids = await filled();
  await move('s3');
  const env = { DATA_DIR: folder.path, ...s3.env, S3_REGION: 'us-east-1' };
  const made = await runProgram(['backup', '--json'], env);
  const { file, remote, missing } = JSON.parse(made.out);
  expect([made.code, remote.length, missing]).toEqual([0, 12, []]);
  expect((await runProgram(['verify', file], env)).code).toBe(0);
  expect((await runProgram(['verify'], env)).code).toBe(0);
  const restored = join(folder.path, 'elsewhere');
  expect((await runProgram(['restore', file], { ...env, DATA_DIR: restored })).code).toBe(0);
  const server = await startProgram([], { ...env, DATA_DIR: restored });
  await mustHaveAll(server.url, ids);
  await server.stop();
  const [lost = '', changed = ''] = inBucket();
  s3.objects.delete(lost);
  s3.objects.set(changed, { bytes: bytesOf(10), at: Date.now() });
  const wrong = await runProgram(['verify', '--json'], env);
  const found = JSON.parse(wrong.out).findings.map(
    ({ check, subject }: { check: string; subject: string }) => [check, subject],
  );
  expect([wrong.code, found.sort()]).toEqual([
    4,
    [
      ['changed', changed.slice(3)],
      ['missing', lost.slice(3)],
    ],
  ]);
  expect((await runProgram(['backup', '--json'], env)).code).toBe(4);
  await s3.kill();
  const down = await runProgram(['backup'], env);
  expect([down.code, down.err]).toEqual([1, expect.stringContaining('cannot be read')]);
  s3.revive();
});
