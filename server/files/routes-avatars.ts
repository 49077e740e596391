import { Elysia } from 'elysia';
import { LIMITS } from '../../protocol/limits.ts';
import type { Guard } from '../auth/guard.ts';
import { readBytes } from '../http/body.ts';
import type { Avatars } from './avatars.ts';
import { answerFile } from './routes.ts';
import type { createFiles } from './service.ts';

type Options = {
  avatars: Avatars;
  files: Pick<ReturnType<typeof createFiles>, 'findInvited'>;
  guard: Pick<Guard, 'plugin'>;
  /** Counts an attempt of a client that is not signed in. */
  limit: (request: Request) => void;
};

/** Pictures that are to stand for somebody; and that of a group, for those who hold a link into it. */
export function avatarRoutes({ avatars, files, guard, limit }: Options) {
  return new Elysia({ name: 'avatars' })
    .use(guard.plugin)
    .post(
      '/api/avatars',
      async ({ request, who, set }) => {
        const made = await avatars.make(who.userId, await readBytes(request, LIMITS.avatarBytes));
        set.status = 201;
        return made;
      },
      { signedIn: true, parse: 'none' },
    )
    .get('/api/invites/:code/avatar', async ({ request, params }) => {
      limit(request);
      return answerFile(request, await files.findInvited(params.code));
    });
}
