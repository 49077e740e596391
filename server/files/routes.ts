import { Elysia } from 'elysia';
import { LIMITS } from '../../protocol/limits.ts';
import type { Guard } from '../auth/guard.ts';
import { readBytes } from '../http/body.ts';
import { answerFound } from './answer.ts';
import type { Downloads } from './downloads.ts';
import { fileHeaders } from './headers.ts';
import type { createFiles, FoundFile } from './service.ts';
import type { Thumbs } from './thumbs.ts';

type Options = {
  files: ReturnType<typeof createFiles>;
  thumbs: Thumbs;
  guard: Pick<Guard, 'plugin' | 'authenticate'>;
  downloads: Downloads;
  /** Whether whole downloads go to where the bytes lie (S3_DIRECT). */
  direct: boolean;
};

/** GET /api/files/:id, also by the name that a file had in the older program, so that old links go on working. */
export function fileRoutes({ files, thumbs, guard, downloads, direct }: Options) {
  return new Elysia({ name: 'files' })
    .use(guard.plugin)
    .get(
      '/api/files/:id',
      async ({ request, params, query, who, server }) => {
        const found = await files.find(who.userId, params.id);
        const headers = fileHeaders(found.row, query.download !== undefined);
        if (isKnown(request, headers)) return new Response(null, { status: 304, headers });
        const stop = new AbortController();
        if (server) downloads.add(who.sessionId, request, server, stop);
        // The session may have ended before this download could be found by it.
        await guard.authenticate(request);
        const elsewhere = direct && redirect(request, found);
        return elsewhere || answerFound(request, found, headers, stop);
      },
      { signedIn: true },
    )
    .get(
      '/api/files/:id/thumb',
      async ({ request, params, who }) => {
        return answerFile(request, await files.findThumb(who.userId, params.id));
      },
      { signedIn: true },
    )
    .put(
      '/api/files/:id/thumb',
      async ({ request, params, who }) => {
        await thumbs.put(who.userId, params.id, await readBytes(request, LIMITS.thumbBytes));
        return {};
      },
      { signedIn: true, parse: 'none' },
    );
}

/** The whole of a small file, unless the asker has it. */
export async function answerFile(request: Request, found: FoundFile): Promise<Response> {
  const headers = fileHeaders(found.row);
  if (isKnown(request, headers)) return new Response(null, { status: 304, headers });
  return await answerFound(request, found, headers, new AbortController());
}

/**
 * The address of bytes that lie elsewhere, for a minute. Only where a whole file is saved: what a page shows or reads may come
 * from this server alone (`img-src`, `connect-src`), and nothing of another's is shown under the service's name.
 */
function redirect(request: Request, { row, bytes }: FoundFile): Response | undefined {
  const saves = new URL(request.url).searchParams.has('download');
  const isPage = request.headers.get('sec-fetch-mode') === 'navigate';
  if (bytes instanceof Blob || !(saves || isPage) || request.headers.has('range')) return undefined;
  const { 'content-disposition': disposition = '', 'content-type': type = '' } = fileHeaders(
    row,
    true,
  );
  const headers = {
    location: bytes.address({ type, disposition }),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  return new Response(null, { status: 302, headers });
}

const isKnown = (request: Request, { etag = '' }: Record<string, string>): boolean =>
  request.headers.get('if-none-match')?.includes(etag) ?? false;
