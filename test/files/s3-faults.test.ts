import { afterEach, beforeEach, expect, test } from 'bun:test';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import { answerOf, Caller as SignedIn } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { type FakeS3, startFakeS3 } from '../helpers/s3/fake-s3.ts';
import { until } from '../helpers/until.ts';
import { append, begin, bytesOf, fetched, headOf, idIn, sha256, upload } from './support.ts';

/** `CLUSTER_ROUNDS=20 bun test …` kills it more often. */
const KILLS = Number(process.env.CLUSTER_ROUNDS ?? 6);
let s3: FakeS3;
let server: Server;
let sara: Caller;
beforeEach(async () => {
  s3 = startFakeS3();
  server = await startServer(s3.config);
  sara = await server.register('sara');
});
afterEach(async () => {
  await server.stop();
  await s3.stop();
});

const partsLeft = (): string[] => [...s3.objects.keys()].filter((key) => key.startsWith('parts/'));
const seen = ({ status, headers }: { status: number; headers: Headers }) => [
  status,
  headers.get('retry-after'),
];

/** As a client does: asks how far it is, and goes on from there, until the file is whole. */
async function persist(who: Caller, id: string, bytes: Uint8Array, piece: number): Promise<void> {
  await until(
    async () => {
      const head = await headOf(who, id);
      const offset = Number(head.headers.get('upload-offset') ?? Number.NaN);
      if (head.status !== 200 || offset === bytes.length) return offset;
      await append(who, id, offset, bytes.subarray(offset, offset + piece));
      return offset;
    },
    bytes.length,
    { ms: 90_000 },
  );
}

test('a service that is gone: 503 with a time to return, nothing half-written, and all goes on by itself', async () => {
  const bytes = bytesOf(6_000_000, 21);
  const kept = await upload(sara, bytesOf(2000, 22));
  const id = idIn(await begin(sara, { length: bytes.length }));
  await append(sara, id, 0, bytes.subarray(0, 1_000_000));
  await s3.kill();
  expect(seen(await append(sara, id, 1_000_000, bytes.subarray(1_000_000)))).toEqual([503, '5']);
  expect(seen(await fetched(server, sara, `/api/files/${kept}`))).toEqual([503, '5']);
  expect((await sara.get('/api/chats')).status).toBe(200);
  const { body } = await sara.get('/metrics');
  expect(String(body)).toContain('payambar_s3_up 0');
  s3.revive();
  await persist(sara, id, bytes, 3_000_000);
  expect(sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
  expect((await fetched(server, sara, `/api/files/${kept}`)).status).toBe(200);
  expect(partsLeft()).toEqual([]);
  await until(() => s3.countOpen(), 0);
  const events = server.lines.map((line) => JSON.parse(line).event);
  expect(events).toContain('s3 failed');
  expect(events).toContain('s3 works again');
});

test('a service that takes everything and answers nothing is noticed, and thawed nothing is missing or half there', async () => {
  const bytes = bytesOf(3_000_000, 23);
  const kept = await upload(sara, bytesOf(2000, 24));
  const id = idIn(await begin(sara, { length: bytes.length }));
  s3.freeze();
  const [up, down] = await Promise.all([
    append(sara, id, 0, bytes),
    fetched(server, sara, `/api/files/${kept}`),
  ]);
  expect([seen(up), seen(down)]).toEqual([
    [503, '5'],
    [503, '5'],
  ]);
  s3.thaw();
  await persist(sara, id, bytes, 1_000_000);
  expect(sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
  expect(partsLeft()).toEqual([]);
});

test('every third request refused as too busy: uploads end whole all the same', async () => {
  s3.faults.busy = 0.3;
  const files = Array.from({ length: 4 }, (_, n) => bytesOf(7_000_000, 30 + n));
  const ids = await Promise.all(
    files.map(async (bytes) => {
      const id = idIn(await begin(sara, { length: bytes.length }));
      await persist(sara, id, bytes, 2_000_000);
      return id;
    }),
  );
  s3.faults.busy = 0;
  for (const [n, id] of ids.entries()) {
    const got = await fetched(server, sara, `/api/files/${id}`);
    expect([id, got.status, sha256(got.bytes)]).toEqual([id, 200, sha256(files[n] ?? bytesOf(1))]);
  }
  // What was given up is told to the service behind the refusal, and again when that is refused.
  await until(() => s3.countOpen(), 0);
});

test('killed and revived again and again under load: what was answered as whole is whole', async () => {
  const whole = new Map<string, string>();
  let stops = 0;
  const load = Array.from({ length: 3 }, async (_, n) => {
    for (let round = 0; stops < KILLS; round++) {
      const bytes = bytesOf(1_200_000, 1000 + n * 100 + round);
      const made = await begin(sara, { length: bytes.length });
      if (made.status !== 201) continue;
      await persist(sara, idIn(made), bytes, 500_000);
      whole.set(idIn(made), sha256(bytes));
    }
  });
  for (; stops < KILLS; stops++) {
    const before = whole.size;
    await until(
      () => whole.size,
      (size) => size > before,
    );
    await s3.kill();
    s3.revive();
  }
  await Promise.all(load);
  for (const [id, hash] of whole)
    expect([id, sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)]).toEqual([
      id,
      hash,
    ]);
  for (const [key, { bytes }] of s3.objects)
    if (/^[0-9a-f]{2}\//.test(key)) expect(key).toBe(`${key.slice(0, 2)}/${sha256(bytes)}`);
});

test('kill -9 of the server in the middle of an upload: it goes on where the bucket says, and is whole', async () => {
  using folder = tempDir();
  const env = { DATA_DIR: folder.path, ...s3.env, S3_PREFIX: 'killed' };
  const first = await startProgram([], env);
  const account = { username: 'reza', password: 'گذرواژهٔ دراز ۱۲' };
  const enter = async (url: string, path: string) =>
    new SignedIn(url, (await answerOf(url, 'POST', path, account)).body);
  const reza = await enter(first.url, '/api/auth/register');
  const bytes = bytesOf(9_000_000, 41);
  const id = idIn(await begin(reza, { length: bytes.length }));
  await append(reza, id, 0, bytes.subarray(0, 2_000_000));
  s3.faults.delayMs = 300;
  const dying = append(reza, id, 2_000_000, bytes.subarray(2_000_000)).catch(() => undefined);
  await until(
    () => s3.counts.PUT ?? 0,
    (count) => count >= 4,
  );
  await first.stop('SIGKILL');
  await dying;
  s3.faults.delayMs = 0;
  const second = await startProgram([], env);
  const again = await enter(second.url, '/api/auth/login');
  const offset = Number((await headOf(again, id)).headers.get('upload-offset'));
  expect(offset).toBeGreaterThanOrEqual(2_000_000);
  await persist(again, id, bytes, 4_000_000);
  const got = await fetched(second, again, `/api/files/${id}`);
  expect(sha256(got.bytes)).toBe(sha256(bytes));
  await second.stop();
});

test('what is wrong at the start is one sentence, in the language of the terminal, and no secret is in it', async () => {
  using folder = tempDir();
  const right: Record<string, string> = { ...s3.env, DATA_DIR: folder.path, S3_PREFIX: 'start' };
  const cases: [Record<string, string>, RegExp, RegExp][] = [
    [{ S3_BUCKET: '' }, /not complete: S3_BUCKET/, /S3_BUCKET/],
    [{ S3_BUCKET: 'other' }, /no bucket.*NoSuchBucket/s, /باکتی/],
    [{ S3_SECRET_ACCESS_KEY: 'wrong' }, /key.*SignatureDoesNotMatch/s, /کلید/],
    [{ S3_ACCESS_KEY_ID: 'nobody' }, /key.*InvalidAccessKeyId/s, /کلید/],
    [{ S3_REGION: 'eu' }, /region/, /منطقه/],
    [{ S3_ENDPOINT: 'http://127.0.0.1:9' }, /cannot be reached/, /در دسترس نیست/],
    [{ S3_ENDPOINT: right.S3_ENDPOINT?.replace('http', 'https') ?? '' }, /./, /./],
    [{ S3_SECRET_ACCESS_KEY: '' }, /S3_SECRET_ACCESS_KEY/, /S3_SECRET_ACCESS_KEY/],
    [{ S3_SECRET_ACCESS_KEY_FILE: '/nowhere', S3_SECRET_ACCESS_KEY: '' }, /\/nowhere/, /\/nowhere/],
  ];
  for (const [wrong, en, fa] of cases)
    for (const [language, wanted] of [
      ['C.UTF-8', en],
      ['fa_IR.UTF-8', fa],
    ] as const) {
      const env = { ...right, ...wrong, PORT: '0', HOST: '127.0.0.1', LANG: language };
      const ended = await runProgram([], env);
      expect([wrong, ended.code, ended.err]).toEqual([wrong, 1, expect.stringMatching(wanted)]);
      expect(ended.err.trim().split('\n').length).toBe(1);
      expect(ended.err + ended.out).not.toContain(s3.config.s3SecretAccessKey);
    }
  const doctor = await runProgram(['doctor', '--json'], { ...right, S3_BUCKET: 'other' });
  expect(doctor.out).toContain('"s3.bucket"');
});

test('a bucket that was right costs no start while it is down; one of another server does, and so does one that was left', async () => {
  using folder = tempDir();
  using others = tempDir();
  const env = { ...s3.env, DATA_DIR: folder.path, PORT: '0', HOST: '127.0.0.1' };
  const prefix = { S3_PREFIX: 'mine' };
  await (await startProgram([], { ...env, ...prefix })).stop();
  const foreign = await runProgram([], { ...env, ...prefix, DATA_DIR: others.path });
  expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining('another server')]);
  const without = await runProgram([], { DATA_DIR: folder.path, PORT: '0', HOST: '127.0.0.1' });
  expect([without.code, without.err]).toEqual([1, expect.stringContaining('no S3_BUCKET')]);
  await s3.kill();
  const started = await startProgram([], { ...env, ...prefix });
  expect(started.lines.some(({ event }) => event === 's3 unreachable')).toBe(true);
  await started.stop();
  s3.revive();
});
