import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { MediaPage } from './page/open.ts';

let media: MediaPage;
beforeAll(async () => {
  media = await MediaPage.open();
});
afterAll(async () => {
  expect(media.complaints).toEqual([]);
  await media.close();
});

/** What `preparePicture` makes of a sample, without its bytes. */
const prepare = (
  path: string,
  options: Parameters<typeof globalThis.media.preparePicture>[1] = {},
) =>
  media.page.evaluate(
    async ([from, how]) => {
      const source = await globalThis.media.fetchBlob(from);
      const made = await globalThis.media.preparePicture(source, how);
      if (made.as === 'file') return { ...made, same: false };
      const { blob, thumb, ...rest } = made;
      return {
        ...rest,
        type: blob.type,
        bytes: blob.size,
        thumb: {
          type: thumb.type,
          bytes: thumb.size,
          shape: await globalThis.media.pixelsOf(thumb),
        },
        shape: await globalThis.media.pixelsOf(blob),
      };
    },
    [path, options] as const,
  );

describe('a picture', () => {
  test('is made smaller, with its size, its thumb and its hash', async () => {
    const made = await prepare('/samples/camera.jpg', { longest: 64 });
    if (made.as !== 'picture' || !('shape' in made)) throw new Error(made.as);
    expect(made).toMatchObject({ type: 'image/jpeg', animated: false });
    expect(Math.max(made.width, made.height)).toBe(64);
    expect(made.shape).toStartWith(`${made.width}x${made.height} `);
    expect(made.thumb).toMatchObject({ type: 'image/jpeg' });
    expect(made.thumb.bytes).toBeLessThan(65_536);
    expect(made.thumbhash).toMatch(/^[A-Za-z0-9+/]{20,32}={0,2}$/);
  });

  test('stands upright, whichever way the camera was held', async () => {
    const differences = await media.page.evaluate(async () => {
      const { differenceOf, fetchBlob, preparePicture } = globalThis.media;
      const found: number[] = [];
      for (const longest of [16, 1600]) {
        const upright = await preparePicture(await fetchBlob('/samples/turned-1.jpg'), { longest });
        for (let i = 2; i <= 8; i++) {
          const turned = await preparePicture(await fetchBlob(`/samples/turned-${i}.jpg`), {
            longest,
          });
          if (upright.as === 'file' || turned.as === 'file') throw new Error(`turned-${i}`);
          if (turned.width !== upright.width)
            throw new Error(`turned-${i} is ${turned.width} wide`);
          found.push(
            await differenceOf(upright.blob, turned.blob),
            await differenceOf(upright.thumb, turned.thumb),
          );
        }
      }
      return found;
    });
    expect(differences.length).toBe(28);
    expect(Math.max(...differences)).toBeLessThan(12);
  });

  test('on its side has the sides of what is seen', async () => {
    expect(await prepare('/samples/photo.jpg')).toMatchObject({ width: 180, height: 240 });
    expect(await prepare('/samples/photo.jpg', { longest: 100 })).toMatchObject({
      width: 75,
      height: 100,
    });
  });

  test('of a wide colour space has the same colours as a screen shows', async () => {
    const [seen, sent, raw] = await media.page.evaluate(async () => {
      const { paint, pixelAt, preparePicture } = globalThis.media;
      const wide = await paint(
        2000,
        1000,
        (context, width, height) => {
          context.fillStyle = 'color(display-p3 0.7 0.3 0.2)';
          context.fillRect(0, 0, width, height);
        },
        'image/jpeg',
        'display-p3',
      );
      const made = await preparePicture(wide);
      if (made.as === 'file') throw new Error(made.why);
      return [
        await pixelAt(wide, 9, 9),
        await pixelAt(made.blob, 9, 9),
        [0.7, 0.3, 0.2].map((part) => part * 255),
      ];
    });
    const far = (one: number[] = [], other: number[] = []) =>
      Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? 0))));
    expect(far(seen, sent)).toBeLessThan(4);
    expect(far(raw, sent)).toBeGreaterThan(8);
  });

  test('without a ground gets a white one', async () => {
    const corner = await media.page.evaluate(async () => {
      const { paint, pixelAt, preparePicture } = globalThis.media;
      const empty = await paint(2000, 1000, (context) => context.fillRect(900, 400, 200, 200));
      const made = await preparePicture(empty);
      if (made.as === 'file') throw new Error(made.why);
      return [await pixelAt(made.blob, 2, 2), await pixelAt(made.thumb, 2, 2)];
    });
    expect(corner).toEqual([
      [255, 255, 255],
      [255, 255, 255],
    ]);
  });

  test('that is small already is not encoded again, and tells nothing', async () => {
    const [same, text] = await media.page.evaluate(async () => {
      const { fetchBlob, pixelsOf, preparePicture } = globalThis.media;
      const source = await fetchBlob('/samples/gps.png');
      const made = await preparePicture(source);
      if (made.as === 'file') throw new Error(made.why);
      return [(await pixelsOf(made.blob)) === (await pixelsOf(source)), await made.blob.text()];
    });
    expect(same).toBe(true);
    expect(text).not.toMatch(/GPS|Canon/);
  });

  test('that moves goes on moving: it is sent as it is', async () => {
    for (const kind of ['gif', 'png', 'webp']) {
      const made = await prepare(`/samples/animated.${kind}`);
      expect([kind, made]).toEqual([
        kind,
        expect.objectContaining({ animated: true, width: 48, height: 32 }),
      ]);
      const header = await media.page.evaluate(
        async (path) => globalThis.media.readPictureHeader(await globalThis.media.fetchBlob(path)),
        `/samples/animated.${kind}`,
      );
      expect(header).toMatchObject({ mime: `image/${kind}`, animated: true });
    }
    expect(await prepare('/samples/still.gif')).toMatchObject({
      animated: false,
      type: 'image/jpeg',
    });
  });

  test('in AVIF becomes a JPEG', async () => {
    expect(await prepare('/samples/sample.avif')).toMatchObject({
      as: 'picture',
      type: 'image/jpeg',
    });
  });
});

describe('a changed picture', () => {
  /** Red, green, blue and black quarters; made to `edit`, its corners from the upper left, clockwise. */
  const corners = (
    edit: NonNullable<Parameters<typeof globalThis.media.preparePicture>[1]>['edit'],
  ) =>
    media.page.evaluate(async (how) => {
      const { paint, pixelAt, preparePicture } = globalThis.media;
      const source = await paint(400, 200, (context) => {
        for (const [i, colour] of ['#f00', '#0f0', '#00f', '#000'].entries()) {
          context.fillStyle = colour;
          context.fillRect(i === 1 || i === 2 ? 200 : 0, i < 2 ? 0 : 100, 200, 100);
        }
      });
      const made = await preparePicture(source, { edit: how });
      if (made.as === 'file') throw new Error(made.why);
      const { width, height, blob } = made;
      const places: [number, number][] = [
        [3, 3],
        [width - 4, 3],
        [width - 4, height - 4],
        [3, height - 4],
      ];
      const found: string[] = [];
      for (const [x, y] of places) {
        const [red = 0, green = 0, blue = 0] = await pixelAt(blob, x, y);
        found.push(
          [red > 128 ? 'red' : '', green > 128 ? 'green' : '', blue > 128 ? 'blue' : ''].join('') ||
            'black',
        );
      }
      return { width, height, corners: found.join(' ') };
    }, edit);

  test('is turned clockwise', async () => {
    expect(await corners({})).toEqual({ width: 400, height: 200, corners: 'red green blue black' });
    expect(await corners({ turns: 1 })).toEqual({
      width: 200,
      height: 400,
      corners: 'black red green blue',
    });
    expect(await corners({ turns: 2 })).toEqual({
      width: 400,
      height: 200,
      corners: 'blue black red green',
    });
    expect(await corners({ turns: 3 })).toEqual({
      width: 200,
      height: 400,
      corners: 'green blue black red',
    });
  });

  test('is cut to the area that was chosen in it as it is turned', async () => {
    const upper = { x: 0, y: 0, width: 1, height: 0.5 };
    expect(await corners({ crop: upper })).toEqual({
      width: 400,
      height: 100,
      corners: 'red green green red',
    });
    expect(await corners({ turns: 1, crop: upper })).toEqual({
      width: 200,
      height: 200,
      corners: 'black red red black',
    });
  });

  test('hides what is covered, by areas and by lines, in the picture and in its thumb', async () => {
    const area = { x: 0.5, y: 0, width: 0.5, height: 0.5 };
    expect((await corners({ covers: [area] })).corners).toBe('red black blue black');
    const line = {
      points: [
        [0, 0.25],
        [1, 0.25],
      ],
      width: 0.6,
    } as const;
    expect((await corners({ covers: [line], colour: '#00f' })).corners).toBe(
      'blue blue blue black',
    );
    const dot = { points: [[0, 0]], width: 0.2 } as const;
    expect((await corners({ covers: [dot] })).corners).toBe('black green blue black');
  });
});

describe('pictures', () => {
  test('are made in a worker, an album at once, and it ends with the last', async () => {
    const { widths, workers } = await media.page.evaluate(async () => {
      const { fetchBlob, preparePicture } = globalThis.media;
      const workers = { started: 0, ended: 0 };
      const Plain = Worker;
      globalThis.Worker = class extends Plain {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          workers.started += 1;
        }
        override terminate() {
          workers.ended += 1;
          super.terminate();
        }
      };
      const source = await fetchBlob('/samples/camera.jpg');
      const made = await Promise.all(
        [16, 32, 64].map((longest) => preparePicture(source, { longest })),
      );
      globalThis.Worker = Plain;
      return { widths: made.map((one) => (one.as === 'picture' ? one.width : 0)), workers };
    });
    expect(widths).toEqual([16, 32, 64]);
    expect(workers).toEqual({ started: 1, ended: 1 });
  });

  test('are made in the page where there is no worker, or none that loads', async () => {
    for (const broken of ['/nothing.js', 'no worker']) {
      const made = await media.page.evaluate(async (path) => {
        const { fetchBlob, preparePicture } = globalThis.media;
        const Plain = Worker;
        globalThis.Worker = class extends Plain {
          constructor() {
            if (path === 'no worker') throw new Error(path);
            super(path, { type: 'module' });
          }
        };
        const source = await fetchBlob('/samples/camera.jpg');
        const { as } = await preparePicture(source, { longest: 16 });
        globalThis.Worker = Plain;
        return as;
      }, broken);
      expect([broken, made]).toEqual([broken, 'picture']);
    }
    // The browser says that the script was none.
    media.complaints.length = 0;
  });

  test('of fine noise are made worse before they are made large', async () => {
    const [noise, plain] = await media.page.evaluate(async () => {
      const { paint, preparePicture } = globalThis.media;
      const noisy = await paint(1600, 1200, (context, width, height) => {
        const pixels = context.createImageData(width, height);
        for (let at = 0; at < pixels.data.length; at += 65_536)
          crypto.getRandomValues(pixels.data.subarray(at, at + 65_536));
        for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255;
        context.putImageData(pixels, 0, 0);
      });
      const one = await preparePicture(noisy);
      if (one.as === 'file') throw new Error(one.why);
      const bitmap = await createImageBitmap(noisy);
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      const usual = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 });
      return [one.blob.size, usual.size];
    });
    expect(noise).toBeLessThan((plain ?? 0) * 0.8);
  });
});

describe('bad input', () => {
  const header = (bytes: number[]) =>
    media.page.evaluate(
      async (all) => globalThis.media.preparePicture(new Blob([new Uint8Array(all)])),
      bytes,
    );

  test('that no browser shows goes as a file', async () => {
    expect(await prepare('/samples/sound.ogg')).toMatchObject({ as: 'file', why: 'kind' });
    expect(await header([])).toEqual({ as: 'file', why: 'kind' });
    const svg = [...Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')];
    expect(await header(svg)).toEqual({ as: 'file', why: 'kind' });
    // Debian's Chromium has no decoder for it; Safari shows it.
    expect(await prepare('/samples/sample.heic')).toMatchObject({ as: 'file', why: 'damaged' });
  });

  test('of huge dimensions is refused by its header, before anything is decoded', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d4948445200007530000075300802000000', 'hex');
    const bomb = Buffer.concat([
      png,
      Buffer.from('000000000000000049444154', 'hex'),
      Buffer.alloc(20),
    ]);
    expect(await header([...bomb])).toEqual({ as: 'file', why: 'pixels' });
  });

  test('that is damaged or a stripe goes as a file', async () => {
    const cut = [...(await Bun.file(`${import.meta.dir}/samples/gps.png`).bytes()).slice(0, 60)];
    expect(await header(cut)).toMatchObject({ as: 'file' });
    const stripe = await media.page.evaluate(async () => {
      const { paint, preparePicture } = globalThis.media;
      return preparePicture(await paint(10, 2000, (context) => context.fillRect(0, 0, 5, 5)));
    });
    expect(stripe).toEqual({ as: 'file', why: 'shape' });
  });
});
