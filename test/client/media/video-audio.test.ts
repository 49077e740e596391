import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { MediaPage } from './page/open.ts';

let media: MediaPage;
beforeAll(async () => {
  media = await MediaPage.open();
});
afterAll(() => media.close());

const readVideo = (path: string, type: string) =>
  media.page.evaluate(
    async ([from, mime]) => {
      const { browserEnv, fetchBlob, pixelsOf } = globalThis.media;
      const found = await globalThis.media.readVideo(browserEnv(), await fetchBlob(from, mime));
      if (found.as === 'file') return found;
      const { thumb, ...rest } = found;
      return { ...rest, thumbType: thumb.type, thumbShape: (await pixelsOf(thumb)).split(' ')[0] };
    },
    [path, type] as const,
  );
const readAudio = (path: string, type = '') =>
  media.page.evaluate(
    async ([from, mime]) => {
      const { browserEnv, fetchBlob } = globalThis.media;
      const blob = await fetchBlob(from, mime);
      return (await globalThis.media.readAudioDuration(browserEnv(), blob)) ?? null;
    },
    [path, type] as const,
  );

describe('a video', () => {
  test('says how large and how long it is, and is seen before it is played', async () => {
    for (const [name, type] of [
      ['android.mp4', 'video/mp4'],
      ['iphone.mov', 'video/quicktime'],
      ['video.webm', 'video/webm'],
      ['video.webm', ''],
    ] as const) {
      const found = await readVideo(`/samples/${name}`, type);
      expect([name, found]).toEqual([
        name,
        expect.objectContaining({
          as: 'video',
          width: 96,
          height: 64,
          thumbType: 'image/jpeg',
          thumbShape: '96x64',
        }),
      ]);
      if (found.as === 'file') throw new Error(name);
      expect(Math.abs(found.durationMs - 2000)).toBeLessThan(150);
      expect(found.thumbhash).toMatch(/^[A-Za-z0-9+/]{20,32}={0,2}$/);
    }
  });

  test('that this browser cannot decode is sent as a file, and so is what only calls itself one', async () => {
    const file = { as: 'file', why: 'undecodable' } as const;
    expect(await readVideo('/samples/hevc.mp4', 'video/mp4')).toEqual(file);
    expect(await readVideo('/samples/sound.ogg', 'video/ogg')).toEqual(file);
    expect(await readVideo('/samples/camera.jpg', 'video/mp4')).toEqual(file);
  });
});

describe('a sound', () => {
  test('says how long it is', async () => {
    expect(Math.abs(((await readAudio('/samples/sound.ogg')) ?? 0) - 3000)).toBeLessThan(100);
  });

  test('that this browser cannot play says nothing', async () => {
    expect(await readAudio('/samples/camera.jpg', 'audio/mpeg')).toBeNull();
  });
});
