import type { RemoteBytes } from './blob-store.ts';
import { rangeOf } from './ranges.ts';
import type { FoundFile } from './service.ts';

/** What is not longer is read whole before it is answered, so that it has a length: all thumbs, most pictures. */
const SMALL_BYTES = 1 << 20;

type Headers = Record<string, string>;

/** Bun itself serves ranges of a file on disk (RFC 9110 §14). `stop`: ends it, where it comes from elsewhere. */
export async function answerFound(
  request: Request,
  { row, bytes }: FoundFile,
  headers: Headers,
  stop: AbortController,
): Promise<Response> {
  if (bytes instanceof Blob) return new Response(bytes, { headers });
  return await answerRemote(request, { ...row, bytes }, headers, stop);
}

type Remote = { id: string; size: number; bytes: RemoteBytes };

async function answerRemote(
  request: Request,
  { id, size, bytes }: Remote,
  headers: Headers,
  stop: AbortController,
): Promise<Response> {
  const range = rangeOf(request, size, headers.etag ?? '');
  if (range === 'beyond')
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${size}` },
    });
  const part = range === 'none' ? undefined : range;
  const about: Headers = part ? { 'content-range': `bytes ${part.from}-${part.to}/${size}` } : {};
  const status = part ? 206 : 200;
  // A whole of no bytes has no range that could be asked for.
  const coming = size === 0 ? new Blob([]).stream() : await bytes.read(part, stop.signal);
  if (!coming) throw new Error(`a file is missing in the store: ${id}`);
  const length = part ? part.to - part.from + 1 : size;
  const body = length <= SMALL_BYTES ? await new Response(coming).bytes() : coming;
  return new Response(body, { status, headers: { ...headers, ...about } });
}
