import type { Env } from '../core/env.ts';
import { durationMsOf, happens, readElement, seekTo } from './media-element.ts';
import { type MediaPreview, makePreview } from './picture-preview.ts';

type ReadVideo = MediaPreview & {
  as: 'video';
  width: number;
  height: number;
  durationMs: number;
};

/** The first frame is often black. */
const SHOWN_SECONDS = 1;

/**
 * What stands for a video before it is played. What this browser cannot decode (HEVC in most) is sent as a file, since
 * the others could hardly play it either. Never throws.
 */
export async function readVideo(
  env: Pick<Env, 'after'>,
  blob: Blob,
): Promise<ReadVideo | { as: 'file'; why: 'undecodable' }> {
  const found = await readElement(env, 'video', blob, async (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || height === 0) throw new Error('no picture');
    const durationMs = await durationMsOf(env, video);
    await seekTo(env, video, Math.min(SHOWN_SECONDS, durationMs / 3000));
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)
      await happens(env, video, 'loadeddata');
    const preview = await makePreview(video, { width, height });
    return { as: 'video', width, height, durationMs, ...preview } as const;
  });
  return found ?? { as: 'file', why: 'undecodable' };
}
