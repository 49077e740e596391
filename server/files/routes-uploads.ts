import { Elysia } from 'elysia';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Guard } from '../auth/guard.ts';
import type { Deps } from '../deps.ts';
import type { FileLimits } from './room.ts';
import {
  describeTus,
  isPart,
  metadataOf,
  mustSpeakTus,
  placeHeaders,
  readNewUpload,
  readNumber,
  TUS,
} from './tus.ts';
import type { UploadPlace, Uploads } from './uploads.ts';

type Options = {
  uploads: Uploads;
  guard: Pick<Guard, 'plugin' | 'authenticate'>;
  clock: Deps['clock'];
  limits: () => FileLimits;
};
type Line = { timeout(request: Request, seconds: number): void } | null;

/** Between two chunks of a part. Bun ends a slower line by how much comes, and not by whether something does. */
const SILENCE_S = 60;
/** While a large file is hashed and put on the disk. */
const FINISHING_S = 240;
/** A session that has ended takes no more bytes than these. */
const LOOK_MS = 10_000;
const AT = '/api/uploads';

// A new object for each route: Elysia writes into it.
const signedIn = () => ({ signedIn: true, parse: 'none' }) as const;

/** Uploads that go on where they stopped, as tus 1.0 says; a finished one is a file with the same id. */
export function uploadRoutes({ uploads, guard, clock, limits }: Options) {
  /** Each chunk winds the line's clock up again, and now and then asks whether the session is still there. */
  function keeper(request: Request, line: Line): (whole: boolean) => Promise<void> {
    let looked = clock.now();
    return async (whole) => {
      line?.timeout(request, whole ? FINISHING_S : SILENCE_S);
      if (clock.now() - looked < LOOK_MS) return;
      looked = clock.now();
      await guard.authenticate(request);
    };
  }

  function append(userId: string, id: string, request: Request, line: Line, offset: number) {
    const received = keeper(request, line);
    return uploads.append(userId, id, { offset, body: request.body, received });
  }

  const headersOf = (place: UploadPlace) => ({ 'tus-resumable': TUS, ...placeHeaders(place) });

  return new Elysia({ name: 'uploads' })
    .use(guard.plugin)
    .get('/api/me/storage', ({ who }) => uploads.storage(who.userId), { signedIn: true })
    .options(
      AT,
      () => {
        const headers = { 'tus-resumable': TUS, ...describeTus(limits().fileMaxBytes) };
        return new Response(null, { status: 204, headers });
      },
      signedIn(),
    )
    .post(
      AT,
      async ({ request, server, who, set }) => {
        begin(request, set);
        const { id, place } = await uploads.create(who.userId, readNewUpload(request));
        // One of no bytes is whole at once.
        const comes = isPart(request) || place.length === 0;
        const now = comes ? await append(who.userId, id, request, server, 0) : place;
        const headers = { location: `${AT}/${id}`, ...headersOf(now) };
        return new Response(null, { status: 201, headers });
      },
      signedIn(),
    )
    .head(
      `${AT}/:id`,
      async ({ request, who, params, set }) => {
        begin(request, set);
        const place = await uploads.getPlace(who.userId, params.id);
        return new Response(null, { headers: { ...headersOf(place), ...metadataOf(place) } });
      },
      signedIn(),
    )
    .patch(
      `${AT}/:id`,
      async ({ request, server, who, params, set }) => {
        begin(request, set);
        if (!isPart(request)) throw new ApiError('invalid', { field: 'content-type' });
        const offset = readNumber(request, 'upload-offset');
        const place = await append(who.userId, params.id, request, server, offset);
        return new Response(null, { status: 204, headers: headersOf(place) });
      },
      signedIn(),
    )
    .delete(
      `${AT}/:id`,
      async ({ request, who, params, set }) => {
        begin(request, set);
        await uploads.cancel(who.userId, params.id);
        return new Response(null, { status: 204, headers: { 'tus-resumable': TUS } });
      },
      signedIn(),
    );
}

/** Refusals say which version is spoken, too. */
function begin(request: Request, set: { headers: Record<string, unknown> }): void {
  set.headers['tus-resumable'] = TUS;
  mustSpeakTus(request);
}
