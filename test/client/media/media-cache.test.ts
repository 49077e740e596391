import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { until } from '../../helpers/until.ts';
import { MediaPage } from './page/open.ts';
import { refuse } from './tus-server.ts';

/** What was asked of the server, and what it answers instead of 1,000 bytes. */
const asked: string[] = [];
let answer: (path: string) => Response | Promise<Response> | undefined = () => undefined;

let media: MediaPage;
beforeAll(async () => {
  media = await MediaPage.open((request) => {
    const { pathname: path } = new URL(request.url);
    if (!path.startsWith('/api/files/')) return undefined;
    asked.push(path);
    return (
      answer(path) ??
      new Response(path.padEnd(1000, '.'), { headers: { 'content-type': 'image/jpeg' } })
    );
  });
});
afterAll(() => media.close());

declare global {
  var cache: Awaited<ReturnType<typeof globalThis.media.MediaCache.open>>;
}

/** Opens the cache of a person; `renewed` counts how often a token was. */
const open = (most = 100_000, userId = 'sara') =>
  media.page.evaluate(
    async ([bytes, user]) => {
      const env = globalThis.media.browserEnv();
      const http = { renew: <T>() => fetch('/api/files/renewed') as Promise<T> };
      globalThis.cache = await globalThis.media.MediaCache.open({ env, http }, user, bytes);
    },
    [most, userId] as const,
  );

beforeEach(async () => {
  answer = () => undefined;
  await media.load();
  await media.page.evaluate(() => globalThis.media.browserEnv().clearCaches());
  asked.length = 0;
  await open();
});

const read = (id: string, part: 'thumb' | 'whole' = 'whole') =>
  media.page.evaluate(
    async ([file, which]) =>
      await globalThis.cache.read(file, which).then(
        async (blob) => (await blob.text()).replaceAll('.', ''),
        (error) => (error as { code?: string }).code ?? String(error),
      ),
    [id, part] as const,
  );

describe('a picture', () => {
  test('is asked for once: afterwards it is on the device, for a later page too', async () => {
    expect(await read('a')).toBe('/api/files/a');
    expect(await read('a', 'thumb')).toBe('/api/files/a/thumb');
    await media.load();
    await open();
    expect(await read('a')).toBe('/api/files/a');
    expect(asked).toEqual(['/api/files/a', '/api/files/a/thumb']);
    expect(await media.page.evaluate(() => globalThis.cache.sum())).toEqual({
      thumbs: 1000,
      whole: 1000,
    });
  });

  test('that was sent from here is not asked for', async () => {
    await media.page.evaluate(() => globalThis.cache.put('mine', 'whole', new Blob(['bytes'])));
    expect([await read('mine'), asked]).toEqual(['bytes', []]);
  });

  test('is asked for once, however many want it at the same time', async () => {
    const texts = await media.page.evaluate(async () => {
      const blobs = await Promise.all([1, 2, 3].map(() => globalThis.cache.read('a', 'whole')));
      return blobs.map((blob) => blob.size);
    });
    expect([texts, asked.length]).toEqual([[1000, 1000, 1000], 1]);
  });

  test('is shown under one address, which ends with the last who shows it', async () => {
    answer = () => new Response(Bun.file(`${import.meta.dir}/samples/camera.jpg`));
    const [same, during, after] = await media.page.evaluate(async () => {
      const [one, other] = [
        await globalThis.cache.show('a', 'whole'),
        await globalThis.cache.show('a', 'whole'),
      ];
      one.release();
      one.release();
      const draws = (src: string) =>
        new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve(true);
          image.onerror = () => resolve(false);
          image.src = src;
        });
      const still = await draws(other.url);
      other.release();
      const ended = await draws(`${other.url}#again`);
      return [one.url === other.url, still, ended];
    });
    expect([same, during, after]).toEqual([true, true, false]);
  });

  test('of one person is not another’s, and is gone after a sign-out', async () => {
    await read('a');
    await open(100_000, 'reza');
    await read('a');
    expect(asked.length).toBe(2);
    await media.page.evaluate(() => globalThis.media.browserEnv().clearCaches());
    expect(await media.page.evaluate(() => caches.keys())).toEqual([]);
  });
});

describe('what is kept', () => {
  test('has a bound: pictures unused for longest go first, thumbs last', async () => {
    await open(10_000);
    for (const id of 'abcde') {
      await read(id, 'thumb');
      await read(id);
    }
    await read('a');
    expect(asked.length).toBe(10);
    // Over the bound by this one: two have to go.
    await read('f');
    expect(await media.page.evaluate(() => globalThis.cache.sum())).toEqual({
      thumbs: 5000,
      whole: 4000,
    });
    asked.length = 0;
    for (const id of 'adef') await read(id);
    for (const id of 'abcde') await read(id, 'thumb');
    expect(asked).toEqual([]);
    await read('b');
    expect(asked).toEqual(['/api/files/b']);
  });

  test('is not given up for one that is larger than a quarter of it', async () => {
    await open(10_000);
    await read('a');
    answer = () => new Response('x'.repeat(3000));
    await read('large');
    await read('large');
    expect(asked).toEqual(['/api/files/a', '/api/files/large', '/api/files/large']);
    expect(await media.page.evaluate(() => globalThis.cache.sum())).toEqual({
      thumbs: 0,
      whole: 1000,
    });
  });

  test('is counted again where the page died before it was written down', async () => {
    await read('a');
    await media.page.evaluate(async () => {
      const cache = await caches.open('payambar-media-sara');
      await cache.delete('/index');
    });
    await media.load();
    await open();
    expect(await media.page.evaluate(() => globalThis.cache.sum())).toEqual({
      thumbs: 0,
      whole: 1000,
    });
  });

  test('is cleared when the person wants that', async () => {
    await read('a');
    await media.page.evaluate(() => globalThis.cache.clear());
    expect(await media.page.evaluate(() => globalThis.cache.sum())).toEqual({
      thumbs: 0,
      whole: 0,
    });
    await read('a');
    expect(asked.length).toBe(2);
  });
});

describe('a download', () => {
  test('with an old token gets a new one and is asked again', async () => {
    answer = (path) =>
      path.endsWith('/a') && !asked.includes('/api/files/renewed')
        ? refuse('unauthorized', 401)
        : undefined;
    expect(await read('a')).toBe('/api/files/a');
    expect(asked).toEqual(['/api/files/a', '/api/files/renewed', '/api/files/a']);
  });

  test('that is refused says so by its code, and is not kept', async () => {
    answer = () => refuse('not_found', 404);
    expect(await read('a')).toBe('not_found');
    answer = () => undefined;
    expect(await read('a')).toBe('/api/files/a');
  });

  test('without a line is an error of its own', async () => {
    await media.context.setOffline(true);
    expect(await read('a')).toBe('offline');
    await media.context.setOffline(false);
  });

  test('says how far it is', async () => {
    const seen = await media.page.evaluate(async () => {
      const all: (number | null)[][] = [];
      await globalThis.cache.read('a', 'whole', { progress: (...one) => all.push(one) });
      return all;
    });
    expect(seen.at(-1)).toEqual([1000, 1000]);
  });

  test('ends when nobody waits for it, and not before', async () => {
    let ended = false;
    const never = new ReadableStream({
      pull: () => new Promise(() => {}),
      cancel() {
        ended = true;
      },
    });
    answer = (path) => (path.endsWith('/slow') ? new Response(never) : undefined);
    await media.page.evaluate(() => {
      const stops = [new AbortController(), new AbortController()];
      for (const { signal } of stops)
        globalThis.cache.read('slow', 'whole', { signal }).catch(() => {});
      Object.assign(globalThis, { stops });
    });
    await until(() => asked.length, 1);
    const stop = (which: number) =>
      media.page.evaluate((i) => {
        const { stops } = globalThis as unknown as { stops: AbortController[] };
        stops[i]?.abort();
      }, which);
    await stop(0);
    await read('other');
    expect(ended).toBe(false);
    await stop(1);
    await until(() => ended, true);
  });
});
