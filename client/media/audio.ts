import type { Env } from '../core/env.ts';
import { durationMsOf, readElement } from './media-element.ts';

/** How long music or speech is; undefined where this browser cannot play it. Never throws. */
export async function readAudioDuration(
  env: Pick<Env, 'after'>,
  blob: Blob,
): Promise<number | undefined> {
  return await readElement(env, 'audio', blob, (audio) => durationMsOf(env, audio));
}
