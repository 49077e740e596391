import { afterAll, beforeAll, expect, test } from 'bun:test';
import { Upload, type UploadOptions } from 'tus-js-client';
import { PASSWORD, type Server, startServer } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { bytesOf, fetched, sha256 } from './support.ts';

/** An independent client of the protocol: what it takes for granted, others do as well. */
let server: Server;
let sara: Caller;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
});
afterAll(() => server.stop());

type Options = Partial<UploadOptions> & { url: string; who: Caller };

function uploadOf(bytes: Uint8Array, { url, who, ...options }: Options) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const upload = new Upload(Buffer.from(bytes), {
    endpoint: `${url}/api/uploads`,
    headers: { authorization: `Bearer ${who.token}` },
    metadata: { filename: 'گزارش نهایی.bin', filetype: 'application/octet-stream' },
    retryDelays: [100, 200, 500, 1000, 2000, 2000],
    onError: reject,
    onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? 'no address'),
    ...options,
  });
  return { upload, done: promise };
}

async function isWhole(at: { url: string }, who: Caller, id: string, bytes: Uint8Array) {
  const got = await fetched(at, who, `/api/files/${id}`);
  expect([got.status, sha256(got.bytes)]).toEqual([200, sha256(bytes)]);
}

test.each<[string, Partial<UploadOptions>]>([
  ['in one request', {}],
  ['in parts of a megabyte', { chunkSize: 1 << 20 }],
  ['with its first bytes in the creation', { chunkSize: 1 << 20, uploadDataDuringCreation: true }],
  ['whole in the creation', { uploadDataDuringCreation: true }],
])('a stranger’s client sends a file %s', async (_, options) => {
  const bytes = bytesOf(5_000_000, 7);
  const { upload, done } = uploadOf(bytes, { url: server.url, who: sara, ...options });
  upload.start();
  const id = await done;
  await isWhole(server, sara, id, bytes);
  const row = await server.deps.db.read(server.deps.db.files.byId(id));
  expect(row?.name).toBe('گزارش نهایی.bin');
});

test('a stranger’s client that was stopped goes on from where it was', async () => {
  const bytes = bytesOf(6_000_000, 8);
  const first = uploadOf(bytes, {
    ...{ url: server.url, who: sara, chunkSize: 500_000 },
    onChunkComplete: (_, sent) => {
      if (sent >= 2_000_000) void first.upload.abort();
    },
  });
  let most = 0;
  first.upload.options.onProgress = (sent) => {
    most = Math.max(most, sent);
  };
  first.upload.start();
  while (most < 2_000_000) await new Promise((turn) => setImmediate(turn));
  const { url } = first.upload;
  const again = uploadOf(bytes, { url: server.url, who: sara, chunkSize: 500_000, uploadUrl: url });
  const starts: number[] = [];
  again.upload.options.onProgress = (sent) => void starts.push(sent);
  again.upload.start();
  const id = await again.done;
  expect(starts[0]).toBeGreaterThanOrEqual(1_500_000);
  await isWhole(server, sara, id, bytes);
});

test('a stranger’s client cancels what it has begun', async () => {
  const { upload } = uploadOf(bytesOf(3_000_000), {
    url: server.url,
    who: sara,
    chunkSize: 300_000,
  });
  const begun = Promise.withResolvers<void>();
  upload.options.onChunkComplete = () => begun.resolve();
  upload.start();
  await begun.promise;
  await upload.abort(true);
  const id = upload.url?.split('/').at(-1) ?? '';
  expect(await server.deps.db.read(server.deps.db.uploads.isOpen(id))).toBe(false);
});

test('a server that is killed in the middle, twice, gets the rest from where it was', async () => {
  using dir = tempDir();
  const env = { DATA_DIR: `${dir.path}/data`, PORT: '0' };
  let program = await startProgram([], env);
  const port = new URL(program.url).port;
  const entered = await answerOf(program.url, 'POST', '/api/auth/register', {
    ...{ username: 'sara', password: PASSWORD },
  });
  const who = new Caller(program.url, entered.body);
  const bytes = bytesOf(8_000_000, 9);
  let [kills, restarted] = [0, Promise.resolve()];
  const sent: number[] = [];
  const { upload, done } = uploadOf(bytes, {
    ...{ url: program.url, who, chunkSize: 400_000 },
    retryDelays: Array.from({ length: 60 }, () => 250),
    onChunkComplete(size, accepted) {
      sent.push(size);
      const isDue = (kills === 0 && accepted > 2e6) || (kills === 1 && accepted > 5e6);
      if (!isDue) return;
      kills++;
      restarted = program.stop('SIGKILL').then(async () => {
        program = await startProgram([], { ...env, PORT: port });
      });
    },
  });
  upload.start();
  const id = await done;
  await restarted;
  expect(kills).toBe(2);
  const again = new Caller(program.url, entered.body);
  await isWhole({ url: program.url }, again, id, bytes);
  await program.stop();
});
