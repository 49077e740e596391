import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { bytesOf, headOf, sendFiles, sha256 } from '../../files/support.ts';
import { type Caller, type Server, startServer } from '../../helpers/app.ts';
import { until } from '../../helpers/until.ts';
import { MediaPage } from './page/open.ts';

const SIZE = 3_000_000;

let server: Server;
let sara: Caller;
let reza: Caller;
/** Whose cookie the page has. */
let who: Caller;
let media: MediaPage;
/** Parts that are cut before the server has read them whole. */
let cuts = 0;

beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
  reza = await server.register('reza');
  who = sara;
  media = await MediaPage.open(async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/api/')) return undefined;
    const headers = new Headers(request.headers);
    for (const name of ['host', 'origin', 'connection', 'content-length']) headers.delete(name);
    headers.set('authorization', `Bearer ${who.token}`);
    const body = request.method === 'GET' ? undefined : await request.arrayBuffer();
    if (request.method === 'PATCH' && cuts > 0) {
      cuts -= 1;
      return new Response('<html>502', { status: 502 });
    }
    return await fetch(`${server.url}${pathname}`, { method: request.method, headers, body });
  });
});
afterAll(async () => {
  await media.close();
  await server.stop();
});

declare global {
  var sending: InstanceType<typeof globalThis.media.Upload>;
  var sent: { id?: string | null; code?: string; path?: string | null };
}

/** Sends the bytes that `bytesOf` makes, from the page. */
async function send(size: number): Promise<void> {
  const bytes = Buffer.from(bytesOf(size)).toString('base64');
  await media.page.evaluate((text) => {
    const { browserEnv, openUploadLine, paint, Upload } = globalThis.media;
    const env = browserEnv();
    globalThis.sent = {};
    void paint(320, 200, (context) => context.fillRect(0, 0, 99, 99), 'image/jpeg').then(
      (thumb) => {
        globalThis.sending = new Upload(
          {
            env,
            http: { renew: () => Promise.reject(new Error('not asked')) },
            line: openUploadLine(env),
            onPathChange(path) {
              globalThis.sent.path = path;
            },
          },
          { blob: new Blob([Uint8Array.fromBase64(text)]), name: 'فایل ۱.bin', type: '', thumb },
        );
        globalThis.sending.run().then(
          (id) => {
            globalThis.sent.id = id;
          },
          (error: unknown) => {
            globalThis.sent.code = (error as { code?: string }).code;
          },
        );
      },
    );
  }, bytes);
}
const sentFile = () => media.page.evaluate(() => globalThis.sent);

const read = (id: string, part: 'thumb' | 'whole') =>
  media.page.evaluate(
    async ([file, which]) => {
      const { browserEnv, MediaCache } = globalThis.media;
      const deps = { env: browserEnv(), http: { renew: () => Promise.reject(new Error('no')) } };
      const cache = await MediaCache.open(deps, `who${Math.random()}`);
      return await cache.read(file, which).then(
        async (blob) => ({
          type: blob.type,
          hash: new Uint8Array(
            await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()),
          ).toHex(),
        }),
        (error: unknown) => (error as { code?: string }).code,
      );
    },
    [id, part] as const,
  );

describe('with the server itself', () => {
  test('a file of many parts, some of them cut, is the file that a message holds', async () => {
    cuts = 2;
    await send(SIZE);
    const { id } = await until(
      sentFile,
      (sent) => sent.id !== undefined || sent.code !== undefined,
    );
    const chat = (await sara.post('/api/chats', { kind: 'direct', userId: reza.user.id })).body.chat
      .id;
    const { status, files } = await sendFiles(sara, chat, [id ?? '']);
    expect([status, files.length]).toEqual([201, 1]);
    expect(files[0]).toMatchObject({ name: 'فایل ۱.bin', size: SIZE, thumb: true });

    who = reza;
    const whole = await read(id ?? '', 'whole');
    expect(whole).toMatchObject({ hash: sha256(bytesOf(SIZE)) });
    expect(await read(id ?? '', 'thumb')).toMatchObject({ type: 'image/jpeg' });
    who = await server.register('mina');
    expect(await read(id ?? '', 'whole')).toBe('not_found');
    who = sara;
  });

  test('a cancelled one is not there any more', async () => {
    // It stays on its way.
    cuts = Number.POSITIVE_INFINITY;
    await send(SIZE);
    await until(
      async () => (await sentFile()).path ?? '',
      (path) => path !== '',
    );
    const id = (await sentFile()).path?.split('/').at(-1) ?? '';
    expect((await headOf(sara, id)).status).toBe(200);
    await media.page.evaluate(() => globalThis.sending.cancel());
    await until(async () => (await sentFile()).id, null);
    await until(async () => (await headOf(sara, id)).status, 404);
    cuts = 0;
  });

  test('one that is larger than the server takes is refused with its code', async () => {
    const small = await startServer({
      fileMaxBytes: 1000,
      given: ['registration', 'fileMaxBytes'],
    });
    const before = [server, who] as const;
    server = small;
    who = await small.register('sara');
    await send(2000);
    expect(await until(sentFile, (sent) => sent.code !== undefined)).toMatchObject({
      code: 'files_too_large',
    });
    [server, who] = before;
    await small.stop();
  });
});
