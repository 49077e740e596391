/** What `bench/picture.ts` calls in the page. */
import { preparePicture } from '../../client/media/picture.ts';

const WIDTH = 4032;
const HEIGHT = 3024;
const OCTAVES = 8;
const EVERY_MS = 10;

export type Prepared = {
  ms: number;
  bytes: number;
  thumbBytes: number;
  sourceBytes: number;
  width: number;
  longestStallMs: number;
};

/**
 * A photo of 12 megapixels that is as hard to compress as a true one: noise of all sizes, the large ones strong and the
 * small ones weak.
 */
async function makePhoto(): Promise<Blob> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  for (let octave = 0; octave < OCTAVES; octave++) {
    const [width, height] = [8 * 2 ** octave, 6 * 2 ** octave];
    const noise = new ImageData(width, height);
    for (let i = 0; i < noise.data.length; i++)
      noise.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
    context.globalAlpha = octave === 0 ? 1 : 0.75 ** octave;
    context.drawImage(await createImageBitmap(noise), 0, 0, WIDTH, HEIGHT);
  }
  return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

/** How long the page could not have answered a tap, at the most, until the returned function is called. */
function watchStalls(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - EVERY_MS);
    last = now;
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    return Math.max(longest, performance.now() - last - EVERY_MS);
  };
}

async function prepare(photo: Blob): Promise<Prepared> {
  const stalls = watchStalls();
  const began = performance.now();
  const made = await preparePicture(photo);
  const ms = performance.now() - began;
  if (made.as === 'file') throw new Error(made.why);
  return {
    ms,
    bytes: made.blob.size,
    thumbBytes: made.thumb.size,
    sourceBytes: photo.size,
    width: made.width,
    longestStallMs: stalls(),
  };
}

const page = { makePhoto, prepare };
export type PicturePage = typeof page;
Object.assign(globalThis, { picturePage: page });
