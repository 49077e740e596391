import { ApiError } from '../../core/services.ts';
import { askRenewed, type BytesDeps } from '../ask-renewed.ts';

/** `total` is null where the server did not say it. */
export type DownloadProgress = (received: number, total: number | null) => void;

/** The bytes of a file, as its chat's member. Rejects with `ApiError`, or as the signal was aborted. */
export async function downloadFile(
  deps: BytesDeps,
  path: string,
  signal: AbortSignal,
  progress?: DownloadProgress,
): Promise<Blob> {
  try {
    return await readCounted(await askRenewed(deps, path, { signal }), progress);
  } catch (error) {
    if (signal.aborted || error instanceof ApiError) throw error;
    throw new ApiError('offline');
  }
}

async function readCounted(response: Response, progress?: DownloadProgress): Promise<Blob> {
  const length = response.headers.get('content-length');
  // With an encoding the header counts other bytes than those that are read.
  const total = length && !response.headers.has('content-encoding') ? Number(length) : null;
  const { body } = response;
  if (!progress || !body) return await response.blob();
  let received = 0;
  const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      received += chunk.length;
      progress(received, total);
      controller.enqueue(chunk);
    },
  });
  const headers = { 'content-type': response.headers.get('content-type') ?? '' };
  return await new Response(body.pipeThrough(counting), { headers }).blob();
}
