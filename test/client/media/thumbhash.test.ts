import { afterAll, beforeAll, expect, test } from 'bun:test';
import { MediaPage } from './page/open.ts';

/** Of the sunrise in the README of thumbhash. */
const SUNRISE = '1QcSHQRnh493V4dIh4eXh1h4kJUI';

let media: MediaPage;
beforeAll(async () => {
  media = await MediaPage.open();
});
afterAll(() => media.close());

/** Draws it and answers the canvas' size and its first and last pixel. */
const draw = (hash: string) =>
  media.page.evaluate((text) => {
    const canvas = document.createElement('canvas');
    const drawn = globalThis.media.drawThumbhash(canvas, text);
    const { width, height } = canvas;
    const pixel = (x: number, y: number) => [
      ...(canvas.getContext('2d')?.getImageData(x, y, 1, 1).data ?? []),
    ];
    return { drawn, width, height, first: pixel(0, 0), last: pixel(width - 1, height - 1) };
  }, hash);

test('a thumbhash is drawn as the picture that it was made of', async () => {
  const { drawn, width, height, first, last } = await draw(SUNRISE);
  expect(drawn).toBe(true);
  expect(Math.max(width, height)).toBe(32);
  expect([first[3], last[3]]).toEqual([255, 255]);
  expect(first).not.toEqual(last);
});

test('what is no thumbhash draws nothing, and throws nothing', async () => {
  for (const hash of ['', 'a', '!!!!!!!!', 'AAAA', 'A'.repeat(400), '<svg onload=alert(1)>']) {
    const { drawn, width } = await draw(hash);
    expect([hash, drawn, width]).toEqual([hash, false, 300]);
  }
});

test('bytes that no picture gave draw something or nothing, and throw nothing', async () => {
  let drawn = 0;
  for (let i = 0; i < 300; i++) {
    const bytes = crypto.getRandomValues(new Uint8Array(5 + (i % 21)));
    const found = await draw(Buffer.from(bytes).toString('base64'));
    if (found.drawn) drawn += 1;
    expect(Math.max(found.width, found.height)).toBe(found.drawn ? 32 : 300);
  }
  expect(drawn).toBeGreaterThan(150);
});

test('each kind of file has an icon', async () => {
  const icon = await media.page.evaluate(() => globalThis.media.fileIconOf('archive'));
  expect(icon).toStartWith('<svg');
  expect(media.complaints).toEqual([]);
});
