import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { PROGRAM, tempDir } from '../helpers/program.ts';
import { append, begin, bytesOf, fetched, headOf, idIn, sha256, TUS } from './support.ts';

const MB = 1 << 20;
const folder = tempDir();
const disk = join(folder.path, 'disk');
let program: Bun.Subprocess<'ignore', 'pipe', 'ignore'>;
let url: string;
let sara: Caller;

/** A server on a disk of 24 MiB that no other process sees. */
beforeAll(async () => {
  mkdirSync(disk);
  const line = 'mount -t tmpfs -o size=24m tmpfs "$DATA_DIR" && exec $RUN';
  program = Bun.spawn(['unshare', '--map-root-user', '--mount', 'sh', '-c', line], {
    env: {
      ...{ PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOST: '127.0.0.1', PORT: '0' },
      ...{ RUN: PROGRAM.join(' '), DATA_DIR: disk, LOG_FORMAT: 'json', REGISTRATION: 'open' },
      MIN_FREE: '0',
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'ignore',
  });
  url = await addressIn(program.stdout);
  const body = { username: 'sara', password: PASSWORD };
  sara = new Caller(url, (await answerOf(url, 'POST', '/api/auth/register', body)).body);
});
afterAll(async () => {
  program.kill();
  await program.exited;
  folder[Symbol.dispose]();
});

async function addressIn(stdout: ReadableStream<Uint8Array>): Promise<string> {
  let heard = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  void (async () => {
    for await (const chunk of stdout) {
      heard += new TextDecoder().decode(chunk);
      const found = /"url":"([^"]+)"/.exec(heard)?.[1];
      if (found) resolve(found);
    }
    reject(new Error(`no address in ${heard}`));
  })();
  return promise;
}

/** The disk as the server sees it, from outside its namespace. */
const fillPath = () => `/proc/${program.pid}/root${disk}/fill`;
function fill(): void {
  try {
    for (let n = 0; ; n++) writeFileSync(`${fillPath()}${n}`, new Uint8Array(MB));
  } catch {}
  for (let n = 100; ; n++) {
    try {
      writeFileSync(`${fillPath()}${n}`, new Uint8Array(4096));
    } catch {
      return;
    }
  }
}
function free(): void {
  for (let n = 0; n < 5000; n++) rmSync(`${fillPath()}${n}`, { force: true });
}

test('a file for which there is no room is refused at once', async () => {
  const made = await begin(sara, { length: 60 * MB });
  expect([made.status, made.body.error.code]).toEqual([507, 'storage_full']);
});

test('a disk that is full in the middle keeps what has come, and the rest follows when there is room', async () => {
  const bytes = bytesOf(6 * MB);
  const id = idIn(await begin(sara, { length: bytes.length }));
  expect((await append(sara, id, 0, bytes.subarray(0, 2 * MB))).status).toBe(204);
  fill();
  const full = await append(sara, id, 2 * MB, bytes.subarray(2 * MB));
  expect([full.status, full.body.error.code]).toEqual([507, 'storage_full']);
  const refused = await begin(sara, { length: 100 });
  expect([refused.status, refused.body.error.code]).toEqual([507, 'storage_full']);
  free();
  const offset = Number((await headOf(sara, id)).headers.get('upload-offset'));
  expect(offset).toBeGreaterThanOrEqual(2 * MB);
  expect((await append(sara, id, offset, bytes.subarray(offset))).status).toBe(204);
  expect(sha256((await fetched({ url }, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
  await sara.ask('DELETE', `/api/uploads/${id}`, undefined, TUS);
});

test('one that is full at the very end answers nothing as whole, and the file is finished when there is room', async () => {
  const bytes = bytesOf(2 * MB);
  const id = idIn(await begin(sara, { length: bytes.length }));
  // The last byte has its place on a page that is there.
  expect((await append(sara, id, 0, bytes.subarray(0, -1))).status).toBe(204);
  fill();
  expect((await append(sara, id, bytes.length - 1, bytes.subarray(-1))).status).toBe(507);
  expect((await fetched({ url }, sara, `/api/files/${id}`)).status).toBe(404);
  free();
  const head = await headOf(sara, id);
  expect([head.status, head.headers.get('upload-offset')]).toEqual([200, String(bytes.length)]);
  expect(sha256((await fetched({ url }, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
});
