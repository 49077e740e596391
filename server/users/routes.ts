import { Elysia } from 'elysia';
import type { Guard } from '../auth/guard.ts';
import type { Config } from '../config.ts';
import { limitKey } from '../http/network.ts';
import type { CurrentSettings } from '../instance/settings.ts';
import { Limiter } from '../limits.ts';
import type { createUsers } from './service.ts';

type Options = {
  users: ReturnType<typeof createUsers>;
  instance: Pick<CurrentSettings, 'registration'>;
  guard: Pick<Guard, 'addressOf' | 'authenticate'>;
  config: Pick<Config, 'authLimit'>;
};

/**
 * GET /api/users/:username, for a person who opens the link of a profile. Where registration is open, strangers may ask
 * too: they could register and look. Elsewhere only members may know who is on the server, and a stranger gets the same
 * reply for every name. Four times as many requests as sign-ins may come from one address: enough for a class that
 * opens one link, too few to try all names.
 */
export function userRoutes({ users, instance, guard, config }: Options) {
  const limiter = new Limiter({ tokens: 4 * config.authLimit, perMs: 60_000 });
  return new Elysia({ name: 'users' }).get('/api/users/:username', async ({ request, params }) => {
    limiter.take(limitKey(guard.addressOf(request)));
    if ((await instance.registration()) !== 'open') await guard.authenticate(request);
    return { user: await users.profile(params.username) };
  });
}
