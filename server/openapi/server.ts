import { Type } from '@sinclair/typebox';
import {
  AccountCreateBody,
  AccountCreateReply,
  AccountReply,
  AccountsQuery,
  AccountsReply,
  AccountUpdateBody,
  EraseBody,
  EraseQuery,
  LogoutReply,
  ResetLinkReply,
} from '../../protocol/accounts.ts';
import { AuditQuery, AuditReply } from '../../protocol/audit.ts';
import { AuthReply, ResetBody, ResetReply } from '../../protocol/auth.ts';
import { GroupInvitePreview, InviteBody } from '../../protocol/groups.ts';
import { JobBody, OverviewReply } from '../../protocol/overview.ts';
import {
  AllInvitesReply,
  InvitationStateReply,
  InviteCodeBody,
  ServerInviteBody,
  ServerInvitePreview,
  ServerInviteReply,
  ServerInvitesReply,
} from '../../protocol/server-invites.ts';
import {
  SecretBody,
  ServerSettings,
  ServerSettingsUpdateBody,
  SetupBody,
  SetupPreview,
} from '../../protocol/server-settings.ts';
import { Empty, Id } from '../../protocol/shapes.ts';
import { type Operation, openOperation, withOwnFields } from './operation.ts';

const USERS = '/api/admin/users';
const USER = `${USERS}/:userId`;
const params = Type.Object({ userId: Id });

/**
 * Set-up, password reset, invitations, one's own account and administration. `admin.…` is `not_found` to all who are no
 * administrators.
 */
export const SERVER_SETTINGS: Operation[] = [
  openOperation('setup.look', 'POST', '/api/setup/look', SetupPreview, SecretBody),
  openOperation('setup', 'POST', '/api/setup', AuthReply, SetupBody, [201]),
  openOperation('auth.resetLook', 'POST', '/api/auth/reset/look', ResetReply, SecretBody),
  openOperation('auth.reset', 'POST', '/api/auth/reset', ResetReply, ResetBody),
  withOwnFields('server.invites', 'GET', '/api/server/invites', ServerInvitesReply),
  withOwnFields('server.invites.state', 'GET', '/api/server/invites/state', InvitationStateReply),
  withOwnFields('server.invite', 'POST', '/api/server/invites', ServerInviteReply, {
    body: ServerInviteBody,
    statuses: [201],
  }),
  withOwnFields('server.revoke', 'POST', '/api/server/invites/revoke', ServerInviteReply, {
    body: InviteCodeBody,
  }),
  openOperation(
    'server.look',
    'POST',
    '/api/server/invites/look',
    ServerInvitePreview,
    InviteCodeBody,
  ),
  openOperation('group.look', 'POST', '/api/groups/look', GroupInvitePreview, InviteBody),
  withOwnFields('me.delete', 'POST', '/api/me/delete', Empty, { body: EraseBody }),
  withOwnFields('me.export', 'GET', '/api/me/export', Type.String(), { media: 'application/zip' }),
  withOwnFields('admin.server', 'GET', '/api/admin/server', ServerSettings),
  withOwnFields('admin.serverUpdate', 'PATCH', '/api/admin/server', ServerSettings, {
    body: ServerSettingsUpdateBody,
  }),
  withOwnFields('admin.users', 'GET', USERS, AccountsReply, { query: AccountsQuery }),
  withOwnFields('admin.userCreate', 'POST', USERS, AccountCreateReply, {
    body: AccountCreateBody,
    statuses: [201],
  }),
  withOwnFields('admin.user', 'GET', USER, AccountReply, { params }),
  withOwnFields('admin.userUpdate', 'PATCH', USER, AccountReply, {
    params,
    body: AccountUpdateBody,
  }),
  withOwnFields('admin.userDelete', 'DELETE', USER, Empty, { params, query: EraseQuery }),
  withOwnFields('admin.userLogout', 'POST', `${USER}/logout`, LogoutReply, { params }),
  withOwnFields('admin.userReset', 'POST', `${USER}/reset`, ResetLinkReply, { params }),
  withOwnFields('admin.invites', 'GET', '/api/admin/invites', AllInvitesReply),
  withOwnFields('admin.overview', 'GET', '/api/admin/overview', OverviewReply),
  withOwnFields(
    'admin.jobRetry',
    'POST',
    '/api/admin/jobs/retry',
    Type.Object({ count: Type.Integer() }),
    {
      body: JobBody,
    },
  ),
  withOwnFields('admin.jobDrop', 'POST', '/api/admin/jobs/drop', Empty, { body: JobBody }),
  withOwnFields('admin.audit', 'GET', '/api/admin/audit', AuditReply, { query: AuditQuery }),
];
