import { afterEach, beforeEach, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { Downloads } from '../../server/files/downloads.ts';
import { createFilesStore } from '../../server/files/store.ts';
import type { Caller } from '../helpers/app.ts';
import { makeFriends, say } from '../helpers/cast.ts';
import { type Instance, startInstance } from './support.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.server.stop());

/** This is more than the system buffers for a connection that does not read. */
const SIZE = 48 << 20;

async function shareFile(): Promise<void> {
  const { ali, sara, server } = instance;
  const chatId = await makeFriends(sara, ali);
  await say(ali, chatId, 'سلام');
  const { db } = server.deps;
  const source = `${server.dataDir}/sent`;
  await Bun.write(source, Buffer.alloc(SIZE, 7));
  const stored = createFilesStore(server.dataDir).take(source);
  await db.write(function* () {
    const about = { mime: 'application/zip', name: 'big.zip', createdAt: 1 };
    yield* db.files.create({ id: 'fileOfAli_1', ownerId: ali.user.id, ...stored, ...about });
    yield* db.files.attach({ chatId, seq: 1, position: 0, fileId: 'fileOfAli_1', kind: 'file' });
  });
}

/** Asks for the file, does `meanwhile` after its first part, and reads on at some megabytes a second. */
async function download(who: Caller, meanwhile: () => Promise<unknown>) {
  const { hostname, port } = new URL(instance.server.url);
  const line = connect(Number(port), hostname);
  line.write(
    `GET /api/files/fileOfAli_1 HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${who.token}\r\n\r\n`,
  );
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let [bytes, length] = [0, 0];
  line.on('error', () => {});
  line.once('close', () => resolve());
  line.on('data', (data) => {
    line.pause();
    const first = length === 0;
    if (first) {
      const end = data.indexOf('\r\n\r\n') + 4;
      length = Number(/content-length: (\d+)/i.exec(data.toString('latin1', 0, end))?.[1]);
      bytes -= end;
    }
    bytes += data.length;
    if (bytes >= length) return resolve();
    // The reader takes 5 MB a second, the pace of a slow line: the server has much left to send when it looks at its
    // clock.
    const next = first ? meanwhile() : Bun.sleep(data.length / 5_000);
    next.then(() => line.resume());
  });
  await over;
  line.destroy();
  return { bytes, length };
}

test('a file that is being sent is cut off when the session that asked for it ends, not when another does', async () => {
  await shareFile();
  const [laptop, phone, other] = [await signIn(), await signIn(), await signIn()];
  const [kept, cut] = await Promise.all([
    download(laptop, () => signOut(other)),
    download(phone, () => signOut(phone)),
  ]);
  expect(kept).toEqual({ bytes: SIZE, length: SIZE });
  expect(cut.length).toBe(SIZE);
  expect(cut.bytes).toBeLessThan(SIZE);
});

test('a line that takes nothing for longer than half a minute gets all of its file', async () => {
  await shareFile();
  // Bun would cut an idle connection after 30 s, as Elysia sets it, and looks each 4 s: the test tries that silence.
  const slow = await download(await signIn(), () => Bun.sleep(36_000));
  expect(slow).toEqual({ bytes: SIZE, length: SIZE });
});

test('downloads that have ended are forgotten, those that go on are not', async () => {
  const downloads = new Downloads();
  const source = `${instance.server.dataDir}/sent`;
  await Bun.write(source, Buffer.alloc(SIZE, 7));
  using files = Bun.serve({
    ...{ port: 0, hostname: '127.0.0.1' },
    fetch(request, server) {
      const { pathname } = new URL(request.url);
      downloads.add(pathname, request, server);
      return new Response(pathname === '/whole' ? Bun.file(source) : 'small');
    },
  });
  const line = connect(Number(files.port), '127.0.0.1');
  line.write('GET /whole HTTP/1.1\r\nHost: files\r\n\r\n');
  await new Promise((begun) => line.once('data', begun));
  line.pause();
  for (let n = 0; n < 2_000; n++) await (await fetch(`${files.url}${n}`)).text();
  expect(downloads.size).toBeLessThan(600);
  const before = downloads.size;
  downloads.end(['/whole']);
  expect(downloads.size).toBe(before - 1);
  line.destroy();
});

const signOut = (who: Caller) => who.post('/api/auth/logout');
const signIn = () => instance.server.login('sara');
