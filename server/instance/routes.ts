import { Elysia } from 'elysia';
import { HouseInviteBody, InviteCodeBody, SecretBody, SetupBody } from '../../protocol/house.ts';
import type { Gate } from '../auth/gate.ts';
import type { Guard } from '../auth/guard.ts';
import { readBody } from '../http/body.ts';
import type { createHouseInvites } from './invites.ts';
import type { createStanding } from './registration-state.ts';
import type { HouseSettings } from './settings.ts';
import type { createSetup } from './setup.ts';

type Entered = Awaited<ReturnType<ReturnType<typeof createSetup>['setUp']>>;
type Options = {
  house: HouseSettings;
  gate: Gate;
  invites: ReturnType<typeof createHouseInvites>;
  setup: ReturnType<typeof createSetup>;
  standing: ReturnType<typeof createStanding>;
  guard: Guard;
  welcome: (request: Request, entered: Entered, status: number) => Promise<Response>;
  /** Counts an attempt of whoever is not signed in. */
  limit: (request: Request) => void;
};

/** Into the house: links that let people register, and the first administrator. Codes stand in bodies only. */
export function houseRoutes({
  house,
  gate,
  invites,
  setup,
  standing,
  guard,
  welcome,
  limit,
}: Options) {
  return new Elysia({ name: 'house' })
    .use(guard.plugin)
    .get('/api/house/invites', ({ who }) => invites.own(who.userId), { signedIn: true })
    .get('/api/house/standing', ({ who }) => standing.of(who.userId), { signedIn: true })
    .post(
      '/api/house/invites',
      async ({ request, who }) => {
        const invite = await invites.create(who.userId, await readBody(request, HouseInviteBody));
        return Response.json({ invite }, { status: 201 });
      },
      { signedIn: true, parse: 'none' },
    )
    .post(
      '/api/house/invites/revoke',
      async ({ request, who }) => {
        const { code } = await readBody(request, InviteCodeBody);
        return { invite: await invites.revoke(who.userId, code) };
      },
      { signedIn: true, parse: 'none' },
    )
    .post(
      '/api/house/invites/look',
      async ({ request }) => {
        limit(request);
        const { code } = await readBody(request, InviteCodeBody);
        await gate.look(code);
        return { house: house.now().name, by: await invites.inviter(code) };
      },
      { parse: 'none' },
    )
    .post(
      '/api/setup/look',
      async ({ request }) => {
        limit(request);
        return setup.look((await readBody(request, SecretBody)).secret);
      },
      { parse: 'none' },
    )
    .post(
      '/api/setup',
      async ({ request }) => {
        guard.refuseForeign(request);
        limit(request);
        const body = await readBody(request, SetupBody);
        return welcome(request, await setup.setUp(body, guard.visitorOf(request)), 201);
      },
      { parse: 'none' },
    );
}
