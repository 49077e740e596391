import { existsSync } from 'node:fs';
import { Elysia } from 'elysia';
import type { Guard } from '../auth/guard.ts';
import type { Downloads } from './downloads.ts';
import { fileHeaders } from './headers.ts';
import type { createFiles } from './service.ts';

type Options = {
  files: ReturnType<typeof createFiles>;
  guard: Pick<Guard, 'plugin' | 'authenticate'>;
  downloads: Downloads;
};

/** GET /api/files/:id, also by the name that a file had in the older program, so that old links go on working. */
export function fileRoutes({ files, guard, downloads }: Options) {
  return new Elysia({ name: 'files' }).use(guard.plugin).get(
    '/api/files/:id',
    async ({ request, params, who, server }) => {
      const { row, path } = await files.find(who.userId, params.id);
      const headers = fileHeaders(row);
      if (request.headers.get('if-none-match')?.includes(headers.etag ?? ''))
        return new Response(null, { status: 304, headers });
      if (!existsSync(path)) throw new Error(`a file is missing in the store: ${row.id}`);
      if (server) downloads.add(who.sessionId, request, server);
      // The session may have ended before this download could be found by it.
      await guard.authenticate(request);
      // Bun itself serves ranges (RFC 9110 §14) of a file on disk.
      return new Response(Bun.file(path), { headers });
    },
    { signedIn: true },
  );
}
