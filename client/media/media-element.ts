import type { Env } from '../core/env.ts';

/** Large files on slow disks; what takes longer is treated as what the browser cannot play. */
const PATIENCE_MS = 15_000;
/** Beyond any end: the browser goes to the last frame, and knows then how long it is. */
const FAR_SECONDS = 1e7;

type Timers = Pick<Env, 'after'>;

/** Has the browser open the bytes, and gives the element to `read` once it knows what they are. undefined: it cannot. */
export async function readElement<T, K extends 'audio' | 'video'>(
  env: Timers,
  kind: K,
  blob: Blob,
  read: (element: HTMLElementTagNameMap[K]) => Promise<T>,
): Promise<T | undefined> {
  const element = document.createElement(kind);
  const url = URL.createObjectURL(blob);
  element.muted = true;
  element.preload = 'auto';
  if (element instanceof HTMLVideoElement) element.playsInline = true;
  try {
    const ready = happens(env, element, 'loadedmetadata');
    element.src = url;
    await ready;
    return await read(element);
  } catch {
    return undefined;
  } finally {
    element.removeAttribute('src');
    element.load();
    URL.revokeObjectURL(url);
  }
}

/** Resolves at the event; rejects at an error of the element, or when it takes too long. */
export function happens(env: Timers, element: HTMLMediaElement, type: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const cancel = env.after(PATIENCE_MS, () => end(() => reject(new Error(type))));
    const end = (settle: () => void) => {
      cancel();
      stop.abort();
      settle();
    };
    const { signal } = stop;
    element.addEventListener(type, () => end(resolve), { signal });
    element.addEventListener('error', () => end(() => reject(element.error)), { signal });
  });
}

export async function seekTo(env: Timers, element: HTMLMediaElement, at: number): Promise<void> {
  const there = happens(env, element, 'seeked');
  element.currentTime = at;
  await there;
}

/** What was recorded in a browser does not say how long it is until its end was seen. */
export async function durationMsOf(env: Timers, element: HTMLMediaElement): Promise<number> {
  if (!Number.isFinite(element.duration)) await seekTo(env, element, FAR_SECONDS);
  if (!Number.isFinite(element.duration)) throw new Error('no end');
  return Math.round(element.duration * 1000);
}
