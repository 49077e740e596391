/**
 * The worker in which pictures are made ready, one after another: a photo of a phone takes some hundred megabytes while it
 * is decoded, and Chromium encodes in a page only when the page has nothing else to do for a second.
 */
import { makePicture, type PictureOptions } from './make-picture.ts';

export type PictureTask = { id: number; source: Blob; options: PictureOptions };
export type PictureDone = { id: number; made: Awaited<ReturnType<typeof makePicture>> };

let last: Promise<unknown> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<PictureTask>) => {
  const { id, source, options } = data;
  last = last.then(async () => {
    const done: PictureDone = { id, made: await makePicture(source, options) };
    postMessage(done);
  });
});
