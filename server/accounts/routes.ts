import { Elysia } from 'elysia';
import { EraseBody } from '../../protocol/accounts.ts';
import type { Guard } from '../auth/guard.ts';
import type { Downloads } from '../files/downloads.ts';
import { readBody } from '../http/body.ts';
import { requestLanguage } from '../http/language.ts';
import { Limiter } from '../limits.ts';
import type { createAccountEnds } from './end.ts';
import type { createExport } from './export.ts';

type Options = {
  ends: ReturnType<typeof createAccountEnds>;
  take: ReturnType<typeof createExport>;
  guard: Pick<Guard, 'plugin'>;
  downloads: Downloads;
};

const HOUR = 3_600_000;
/** An export reads all data of a person. */
const EXPORTS = { tokens: 5, perMs: HOUR };

/** What people do with their own account. */
export function accountRoutes({ ends, take, guard, downloads }: Options) {
  const limiter = new Limiter(EXPORTS);
  return new Elysia({ name: 'accounts' })
    .use(guard.plugin)
    .post(
      '/api/me/delete',
      async ({ request, who }) => {
        await ends.removeMe(who.userId, await readBody(request, EraseBody));
        return {};
      },
      { signedIn: true, parse: 'none' },
    )
    .get(
      '/api/me/export',
      async ({ request, who, server }) => {
        limiter.take(who.userId);
        const stop = new AbortController();
        const stopped = AbortSignal.any([stop.signal, request.signal]);
        const { name, stream } = await take(who, requestLanguage(request), stopped);
        if (server) downloads.add(who.sessionId, request, server, stop);
        return new Response(stream, {
          headers: {
            'content-type': 'application/zip',
            'content-disposition': `attachment; filename="${name}"`,
          },
        });
      },
      { signedIn: true },
    );
}
