import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import { append, begin, bytesOf, fetched, headOf, idIn, sha256, upload } from './support.ts';

let server: Server;
let sara: Caller;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
});
afterAll(() => server.stop());

const headers = (answer: { headers: Headers }, ...names: string[]) =>
  names.map((name) => answer.headers.get(name));

test('a file in three parts is whole: each part says where the next begins', async () => {
  const bytes = bytesOf(300_000);
  const made = await begin(sara, { name: 'سند ۱.pdf', length: bytes.length });
  expect([made.status, ...headers(made, 'location', 'upload-offset', 'tus-resumable')]).toEqual([
    ...[201, expect.stringMatching(/^\/api\/uploads\/[\w-]{11}$/), '0', '1.0.0'],
  ]);
  const id = idIn(made);
  for (const [from, to] of [
    [0, 100_000],
    [100_000, 250_000],
    [250_000, 300_000],
  ] as const) {
    const part = await append(sara, id, from, bytes.subarray(from, to));
    expect([part.status, ...headers(part, 'upload-offset')]).toEqual([204, String(to)]);
    const head = await headOf(sara, id);
    expect([head.status, ...headers(head, 'upload-offset', 'upload-length')]).toEqual([
      ...[200, String(to), '300000'],
    ]);
  }
  const got = await fetched(server, sara, `/api/files/${id}`);
  expect([got.status, sha256(got.bytes)]).toEqual([200, sha256(bytes)]);
});

test('creation with the whole file in it', async () => {
  const bytes = bytesOf(70_000, 2);
  const id = await upload(sara, bytes);
  expect(sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
});

test('a part of twelve megabytes, far beyond what other requests may bring', async () => {
  const bytes = bytesOf(12e6, 3);
  const id = await upload(sara, bytes);
  expect(sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
  const elsewhere = await sara.ask('PATCH', '/api/me', bytes);
  expect(elsewhere.status).toBe(413);
});
