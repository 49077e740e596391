import { Elysia } from 'elysia';
import { InviteCodeBody, ServerInviteBody } from '../../protocol/server-invites.ts';
import { SecretBody, SetupBody } from '../../protocol/server-settings.ts';
import type { Guard } from '../auth/guard.ts';
import type { RegistrationPolicy } from '../auth/registration-policy.ts';
import { readBody } from '../http/body.ts';
import type { createServerInvites } from './invites.ts';
import type { createInvitationState } from './registration-state.ts';
import type { CurrentSettings } from './settings.ts';
import type { createSetup } from './setup.ts';

type Entered = Awaited<ReturnType<ReturnType<typeof createSetup>['setUp']>>;
type Options = {
  instance: CurrentSettings;
  gate: RegistrationPolicy;
  invites: ReturnType<typeof createServerInvites>;
  setup: ReturnType<typeof createSetup>;
  invitationState: ReturnType<typeof createInvitationState>;
  guard: Guard;
  welcome: (request: Request, entered: Entered, status: number) => Promise<Response>;
  /** Counts an attempt of a client that is not signed in. */
  limit: (request: Request) => void;
};

/** Into the server: links that let people register, and the first administrator. Codes stand in bodies only. */
export function instanceRoutes({
  instance,
  gate,
  invites,
  setup,
  invitationState,
  guard,
  welcome,
  limit,
}: Options) {
  return new Elysia({ name: 'instance' })
    .use(guard.plugin)
    .get('/api/server/invites', ({ who }) => invites.own(who.userId), { signedIn: true })
    .get('/api/server/invites/state', ({ who }) => invitationState.get(who.userId), {
      signedIn: true,
    })
    .post(
      '/api/server/invites',
      async ({ request, who }) => {
        const invite = await invites.create(who.userId, await readBody(request, ServerInviteBody));
        return Response.json({ invite }, { status: 201 });
      },
      { signedIn: true, parse: 'none' },
    )
    .post(
      '/api/server/invites/revoke',
      async ({ request, who }) => {
        const { code } = await readBody(request, InviteCodeBody);
        return { invite: await invites.revoke(who.userId, code) };
      },
      { signedIn: true, parse: 'none' },
    )
    .post(
      '/api/server/invites/look',
      async ({ request }) => {
        limit(request);
        const { code } = await readBody(request, InviteCodeBody);
        await gate.checkInvite(code);
        return { server: instance.now().name, by: await invites.inviter(code) };
      },
      { parse: 'none' },
    )
    .post(
      '/api/setup/look',
      async ({ request }) => {
        limit(request);
        return setup.checkLink((await readBody(request, SecretBody)).secret);
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
