import { Elysia } from 'elysia';
import {
  AccountCreateBody,
  AccountsQuery,
  AccountUpdateBody,
  EraseQuery,
} from '../../protocol/accounts.ts';
import { AuditQuery } from '../../protocol/audit.ts';
import { JobBody } from '../../protocol/overview.ts';
import { ServerSettingsUpdateBody } from '../../protocol/server-settings.ts';
import type { createAccountChanges } from '../accounts/change.ts';
import type { createAccountEnds } from '../accounts/end.ts';
import type { createAccountList } from '../accounts/list.ts';
import type { Guard } from '../auth/guard.ts';
import type { createServerStorage } from '../files/server-storage.ts';
import { readBody, readQuery } from '../http/body.ts';
import type { createServerAdmin } from '../instance/admin.ts';
import type { createServerInvites } from '../instance/invites.ts';
import type { createJobAdministration } from '../jobs/administration.ts';

type Options = {
  instance: ReturnType<typeof createServerAdmin>;
  invites: ReturnType<typeof createServerInvites>;
  list: ReturnType<typeof createAccountList>;
  changes: ReturnType<typeof createAccountChanges>;
  ends: ReturnType<typeof createAccountEnds>;
  storage: ReturnType<typeof createServerStorage>;
  jobAdministration: ReturnType<typeof createJobAdministration>;
  guard: Pick<Guard, 'plugin'>;
};

// A new object for each route: Elysia writes into it, and would keep the guard of the first app in this process.
const writes = () => ({ admin: true, parse: 'none' }) as const;
const reads = () => ({ admin: true }) as const;

/**
 * The routes of administrators. Other people get the same reply as if the routes did not exist, before anything of
 * their request is read.
 */
export function adminRoutes(options: Options) {
  const { instance, invites, list, changes, ends, storage, jobAdministration, guard } = options;
  return new Elysia({ name: 'admin' })
    .use(guard.plugin)
    .get('/api/admin/server', () => instance.get(), reads())
    .patch(
      '/api/admin/server',
      async ({ request, who }) =>
        instance.update(who.userId, await readBody(request, ServerSettingsUpdateBody)),
      writes(),
    )
    .get('/api/admin/users', ({ query }) => list.page(readQuery(query, AccountsQuery)), reads())
    .post(
      '/api/admin/users',
      async ({ request, who }) => {
        const body = await readBody(request, AccountCreateBody);
        // Never a password: only its person may know it.
        const { username, displayName, role } = body;
        const made = await changes.create(who.userId, { username, displayName, role });
        return Response.json(made, { status: 201 });
      },
      writes(),
    )
    .get(
      '/api/admin/users/:userId',
      async ({ params }) => ({ account: await list.get(params.userId) }),
      reads(),
    )
    .patch(
      '/api/admin/users/:userId',
      async ({ request, who, params }) => {
        const body = await readBody(request, AccountUpdateBody);
        return { account: await changes.update(who.userId, params.userId, body) };
      },
      writes(),
    )
    .delete(
      '/api/admin/users/:userId',
      async ({ query, who, params }) => {
        const { data } = readQuery(query, EraseQuery);
        await ends.remove(who.userId, params.userId, data);
        return {};
      },
      writes(),
    )
    .post(
      '/api/admin/users/:userId/logout',
      async ({ who, params }) => ({ sessions: await changes.logout(who.userId, params.userId) }),
      writes(),
    )
    .post(
      '/api/admin/users/:userId/reset',
      ({ who, params }) => changes.resetLink(who.userId, params.userId),
      writes(),
    )
    .get('/api/admin/invites', async () => ({ invites: await invites.all() }), reads())
    .post(
      '/api/admin/jobs/retry',
      async ({ request, who }) =>
        jobAdministration.retry(who.userId, await readBody(request, JobBody)),
      writes(),
    )
    .post(
      '/api/admin/jobs/drop',
      async ({ request, who }) =>
        jobAdministration.drop(who.userId, await readBody(request, JobBody)),
      writes(),
    )
    .get('/api/admin/storage', () => storage(), reads())
    .get('/api/admin/audit', ({ query }) => list.audit(readQuery(query, AuditQuery)), reads());
}
