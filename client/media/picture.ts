import type { PictureOptions, PreparedPicture, SentAsFile } from './make-picture.ts';
import type { PictureDone, PictureTask } from './picture-worker.ts';

type Made = PreparedPicture | SentAsFile;

const waiting = new Map<number, (made: Made | undefined) => void>();
let worker: Worker | undefined;
let tasks = 0;

/**
 * Makes a picture ready to be sent (`makePicture`), in a worker: several may be asked for at once, and are made one after
 * another. Never throws.
 */
export async function preparePicture(source: Blob, options: PictureOptions = {}): Promise<Made> {
  const made = await makeInWorker(source, options);
  if (made) return made;
  // No worker, or none that the browser could load.
  const { makePicture } = await import('./make-picture.ts');
  return await makePicture(source, options);
}

function makeInWorker(source: Blob, options: PictureOptions): Promise<Made | undefined> {
  return new Promise((resolve) => {
    try {
      worker ??= startWorker();
      const task: PictureTask = { id: ++tasks, source, options };
      waiting.set(task.id, resolve);
      worker.postMessage(task);
    } catch {
      resolve(undefined);
    }
  });
}

/** It ends with its last task: what it has taken of memory is given back at once then. */
function startWorker(): Worker {
  // The build writes the path in, for it changes with the content.
  const started = new Worker(process.env.PAYAMBAR_PICTURE_WORKER ?? '', { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<PictureDone>) => {
    waiting.get(data.id)?.(data.made);
    waiting.delete(data.id);
    if (waiting.size === 0) endWorker();
  };
  started.onerror = endWorker;
  return started;
}

/** Whoever still waits has it made in the page. */
function endWorker(): void {
  worker?.terminate();
  worker = undefined;
  for (const resolve of waiting.values()) resolve(undefined);
  waiting.clear();
}
