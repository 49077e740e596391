import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { createParts } from '../../server/files/parts.ts';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import { until } from '../helpers/until.ts';
import { append, begin, bytesOf, fetched, headOf, idIn, PART, sha256 } from './support.ts';

let server: Server;
let sara: Caller;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
});
afterAll(() => server.stop());

/** A PATCH by hand whose body stops in the middle; the line stays open. */
function stalled(id: string, offset: number, sent: Uint8Array, announced: number) {
  const { hostname, port } = new URL(server.url);
  const line = connect(Number(port), hostname);
  let heard = '';
  line.on('data', (data) => {
    heard += data;
  });
  line.on('error', () => {});
  line.write(
    `PATCH /api/uploads/${id} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${sara.token}\r\n` +
      `Tus-Resumable: 1.0.0\r\nUpload-Offset: ${offset}\r\nContent-Type: ${PART['content-type']}\r\n` +
      `Content-Length: ${announced}\r\n\r\n`,
  );
  line.write(sent);
  return { line, heard: () => heard };
}

test('of two requests at once for one upload the newer wins, and goes on where the older got to', async () => {
  const bytes = bytesOf(300_000);
  const id = idIn(await begin(sara, { length: bytes.length }));
  const older = stalled(id, 0, bytes.subarray(0, 100_000), 300_000);
  const parts = createParts(server.dataDir);
  await until(async () => (await parts.measure(id))?.size, 100_000);
  // Whoever asks is about to go on, so the older request ends.
  expect((await headOf(sara, id)).headers.get('upload-offset')).toBe('100000');
  expect((await append(sara, id, 100_000, bytes.subarray(100_000))).status).toBe(204);
  older.line.write(bytes.subarray(100_000));
  await until(() => older.heard() !== '' || older.line.destroyed, true);
  older.line.destroy();
  expect(sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
});

test('a line that is lost keeps what has come, and the file is whole after all', async () => {
  const bytes = bytesOf(250_000);
  const id = idIn(await begin(sara, { length: bytes.length }));
  const { line } = stalled(id, 0, bytes.subarray(0, 70_000), 250_000);
  const parts = createParts(server.dataDir);
  await until(async () => (await parts.measure(id))?.size, 70_000);
  line.destroy();
  const offset = Number((await headOf(sara, id)).headers.get('upload-offset'));
  expect(offset).toBe(70_000);
  expect((await append(sara, id, offset, bytes.subarray(offset))).status).toBe(204);
  expect(sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
});

test('a session that ends takes no more of its upload, and another of the same person goes on', async () => {
  let ms = 0;
  const own = await startServer({ now: () => Date.now() + ms });
  try {
    const phone = await own.register('sara');
    const laptop = await own.login('sara');
    const bytes = bytesOf(400_000);
    const id = idIn(await begin(phone, { length: bytes.length }));
    const { hostname, port } = new URL(own.url);
    const line = connect(Number(port), hostname);
    line.on('error', () => {});
    line.write(
      `PATCH /api/uploads/${id} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${phone.token}\r\n` +
        `Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: ${PART['content-type']}\r\n` +
        `Content-Length: ${bytes.length}\r\n\r\n`,
    );
    line.write(bytes.subarray(0, 50_000));
    const parts = createParts(own.dataDir);
    await until(async () => (await parts.measure(id))?.size, 50_000);
    await phone.post('/api/auth/logout');
    ms = 20_000;
    line.write(bytes.subarray(50_000, 60_000));
    const ended = Promise.withResolvers<string>();
    line.on('data', (data) => ended.resolve(String(data)));
    line.on('close', () => ended.resolve('closed'));
    expect(await ended.promise).toMatch(/401|closed/);
    line.destroy();
    const offset = Number((await headOf(laptop, id)).headers.get('upload-offset'));
    expect(offset).toBeLessThanOrEqual(60_000);
    expect((await append(laptop, id, offset, bytes.subarray(offset))).status).toBe(204);
  } finally {
    await own.stop();
  }
});
