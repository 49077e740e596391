import { Elysia } from 'elysia';
import type { Config } from '../config.ts';
import { limitKey } from '../http/network.ts';
import { Limiter } from '../limits.ts';
import type { createUsers } from './service.ts';

type Options = {
  users: ReturnType<typeof createUsers>;
  addressOf: (request: Request) => string | null;
  config: Pick<Config, 'authLimit'>;
};

/**
 * GET /api/users/:username, for whoever opens a link to a profile, signed in or not. Four times as many as sign-ins may
 * come from one address: enough for a class that opens one link, too few to try all names.
 */
export function userRoutes({ users, addressOf, config }: Options) {
  const limiter = new Limiter({ tokens: 4 * config.authLimit, perMs: 60_000 });
  return new Elysia({ name: 'users' }).get('/api/users/:username', async ({ request, params }) => {
    limiter.take(limitKey(addressOf(request)));
    return { user: await users.profile(params.username) };
  });
}
