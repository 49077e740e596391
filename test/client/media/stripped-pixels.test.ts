import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackTar } from 'modern-tar';
import { MediaPage } from './page/open.ts';

const SAMPLES = join(import.meta.dir, 'samples');
const suite = new Map(
  (await unpackTar(Bun.gunzipSync(await Bun.file(join(SAMPLES, 'pngsuite.tar.gz')).bytes()))).map(
    ({ header, data }) => [`/suite/${header.name}`, data?.slice()],
  ),
);

let media: MediaPage;
beforeAll(async () => {
  media = await MediaPage.open((request) => {
    const bytes = suite.get(new URL(request.url).pathname);
    return bytes && new Response(bytes);
  });
});
afterAll(() => media.close());

/** How each picture looks before it is stripped and after. */
const compare = (paths: string[]) =>
  media.page.evaluate(async (all) => {
    const { fetchBlob, pixelsOf, stripMetadata } = globalThis.media;
    const found = [];
    for (const path of all) {
      const before = await fetchBlob(path);
      const { blob, outcome } = await stripMetadata(before);
      const [old, now] = [await pixelsOf(before), await pixelsOf(blob)];
      found.push({ path, outcome, old, now, smaller: blob.size < before.size });
    }
    return found;
  }, paths);

describe('a picture without what it told', () => {
  test('looks the same, pixel by pixel and the right side up', async () => {
    const names = (await readdir(SAMPLES, { recursive: true })).filter((name) =>
      /\.(jpe?g|png|webp|avif)$/.test(name),
    );
    expect(names.length).toBeGreaterThan(15);
    for (const { path, old, now } of await compare(names.map((name) => `/samples/${name}`))) {
      expect([path, now]).toEqual([path, old]);
      expect([path, old === 'undecodable']).toEqual([
        path,
        path.includes('/odd/') && old === 'undecodable',
      ]);
    }
  });

  test('looks the same in the whole PNG suite, which has every kind and many faults', async () => {
    const found = await compare([...suite.keys()]);
    expect(found.length).toBe(175);
    for (const { path, old, now, outcome } of found) {
      expect([path, now]).toEqual([path, old]);
      // `x…` are the damaged ones.
      if (!path.startsWith('/suite/x')) {
        expect([path, old === 'undecodable', outcome === 'unreadable']).toEqual([
          path,
          false,
          false,
        ]);
      }
    }
    // Texts, times and EXIF are in some of them.
    expect(found.filter(({ smaller }) => smaller).length).toBeGreaterThan(10);
  });
});

describe('a picture made ready to be sent', () => {
  test('is one wherever a browser shows it, of the same size and looks, and a file where none does', async () => {
    const samples = (await readdir(SAMPLES, { recursive: true })).filter((name) =>
      /\.(jpe?g|png|gif|webp|avif|heic)$/.test(name),
    );
    const paths = [...suite.keys(), ...samples.map((name) => `/samples/${name}`)];
    expect(paths.length).toBeGreaterThan(200);
    const found = await media.page.evaluate(async (all) => {
      const { differenceOf, fetchBlob, preparePicture } = globalThis.media;
      const onWhite = async (blob: Blob) => {
        const bitmap = await createImageBitmap(blob);
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.fillStyle = 'white';
        context.fillRect(0, 0, bitmap.width, bitmap.height);
        context.drawImage(bitmap, 0, 0);
        return canvas.transferToImageBitmap();
      };
      return await Promise.all(
        all.map(async (path) => {
          const source = await fetchBlob(path);
          const seen = await onWhite(source).catch(() => undefined);
          const made = await preparePicture(source);
          if (made.as === 'file') return { path, as: made.as, seen: seen !== undefined };
          const difference = seen ? await differenceOf(seen, await onWhite(made.blob)) : 255;
          return { path, as: made.as, seen: seen !== undefined, difference };
        }),
      );
    }, paths);
    for (const { path, as, seen, difference = 0 } of found) {
      // What browsers forgive and our reader of headers does not goes as a file, which loses nothing.
      if (path.includes('/odd/')) expect([path, seen || as === 'file']).toEqual([path, true]);
      else expect([path, as]).toEqual([path, seen ? 'picture' : 'file']);
      // A pattern of pure colours loses much to JPEG; on its head it would be another picture.
      expect([path, difference < 20]).toEqual([path, true]);
    }
  });

  test('of huge dimensions is none, whatever its kind, and nothing of it is decoded', async () => {
    const bombs = {
      gif: '474946383961ffffffff800000000000ffffff2c00000000ffffffff0002024401003b',
      jpeg: 'ffd8ffc0000b08ffdcffdc01011100ffd9',
      webp: '524946461e000000574542505650385' + '80a00000000000000ffff3fffff3f',
      bmp: '424d3600000000000000360000002800000000000100000001000100180000000000000000000000000000000000000000000000',
    };
    const made = await media.page.evaluate(
      async (all) =>
        await Promise.all(
          all.map(async ([kind, hex]) => {
            const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) =>
              Number.parseInt(pair, 16),
            );
            return [kind, await globalThis.media.preparePicture(new Blob([bytes]))] as const;
          }),
        ),
      Object.entries(bombs),
    );
    expect(made).toEqual(
      Object.keys(bombs).map((kind) => [kind, { as: 'file', why: 'pixels' }] as const),
    );
  });
});
