import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { CDPSession } from 'playwright-core';
import { until } from '../../helpers/until.ts';
import { MediaPage } from './page/open.ts';
import { TusServer } from './tus-server.ts';

/** Longer on its way than all that happens meanwhile, on a busy machine too. */
const SIZE = 6_000_000;
const server = new TusServer();

let media: MediaPage;
let cdp: CDPSession | undefined;
beforeAll(async () => {
  media = await MediaPage.open((request) =>
    request.url.includes('/api/') ? server.answer(request) : undefined,
  );
});
afterAll(() => media.close());

declare global {
  var upload: InstanceType<typeof globalThis.media.Upload>;
  var paths: (string | null)[];
}

const bytesOf = (size: number) =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255);

/** Begins to send the same bytes, where an earlier page stopped if there was one. */
const begin = (path: string | null) =>
  media.page.evaluate(
    ([size, from]) => {
      const { browserEnv, openUploadLine, Upload } = globalThis.media;
      const env = browserEnv();
      const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255);
      globalThis.paths = [];
      globalThis.upload = new Upload(
        {
          env,
          http: { renew: () => Promise.reject(new Error('not asked')) },
          line: openUploadLine(env),
          onPathChange: (to) => void globalThis.paths.push(to),
        },
        { blob: new Blob([bytes]), name: 'فایل.bin', type: '', path: from },
      );
      void globalThis.upload.run();
    },
    [SIZE, path] as const,
  );

const progress = () =>
  media.page.evaluate(() => {
    const { state, sent, error } = globalThis.upload.progress.get();
    return { state, sent, code: error?.code };
  });
const sent = async () => (await progress()).sent;

/** As slow as a poor mobile line, so that something can happen in the middle; −1: not slow; null: no line at all. */
async function setLine(bytesPerSecond: number | null): Promise<void> {
  cdp ??= await media.context.newCDPSession(media.page);
  await cdp.send('Network.emulateNetworkConditions', {
    offline: bytesPerSecond === null,
    latency: 20,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond ?? 0,
  });
}

test('a file goes on through a cut line, a pause and a page that was closed, and arrives once and whole', async () => {
  await setLine(250_000);
  await begin(null);
  await until(sent, (bytes) => bytes > 100_000);
  await setLine(null);
  expect(await until(progress, ({ state }) => state === 'waiting')).toMatchObject({
    code: 'offline',
  });
  await setLine(250_000);
  const before = await sent();
  await until(sent, (bytes) => bytes > before);

  await media.page.evaluate(() => globalThis.upload.pause());
  expect(await progress()).toMatchObject({ state: 'paused' });
  await media.page.evaluate(() => globalThis.upload.resume());
  const had = server.only.bytes.length;
  await until(
    () => server.only.bytes.length,
    (bytes) => bytes > had,
  );

  const path = await media.page.evaluate(() => globalThis.paths.at(-1) ?? null);
  await media.load();
  expect(server.only.bytes.length).toBeLessThan(SIZE);
  await setLine(-1);
  await begin(path);
  await until(progress, ({ state }) => state === 'done');
  expect(Buffer.compare(server.only.bytes, bytesOf(SIZE))).toBe(0);
});

test('what is shown grows within a part, which one request is', async () => {
  server.uploads.clear();
  server.log.length = 0;
  await setLine(250_000);
  await begin(null);
  const seen = new Set<number>();
  await until(
    async () => {
      seen.add(await sent());
      return server.only.bytes.length;
    },
    (bytes) => bytes > 0,
  );
  expect(seen.size).toBeGreaterThan(2);
  await media.page.evaluate(() => globalThis.upload.cancel());
  expect(await progress()).toMatchObject({ state: 'cancelled' });
  await until(() => server.uploads.size, 0);
});
