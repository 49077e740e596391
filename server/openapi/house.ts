import { Type } from '@sinclair/typebox';
import { AuthReply } from '../../protocol/auth.ts';
import { GroupLook, InviteBody } from '../../protocol/groups.ts';
import {
  AccountCreateBody,
  AccountCreateReply,
  AccountReply,
  AccountsQuery,
  AccountsReply,
  AccountUpdateBody,
  AllInvitesReply,
  AuditQuery,
  AuditReply,
  EraseBody,
  EraseQuery,
  House,
  HouseInviteBody,
  HouseInviteLook,
  HouseInviteReply,
  HouseInvitesReply,
  HouseStandingReply,
  HouseUpdateBody,
  InviteCodeBody,
  LogoutReply,
  OverviewReply,
  ResetBody,
  ResetLinkReply,
  ResetReply,
  SecretBody,
  SetupBody,
  SetupLook,
} from '../../protocol/house.ts';
import { Empty, Id } from '../../protocol/shapes.ts';
import { type Operation, open, own } from './operation.ts';

const USERS = '/api/admin/users';
const USER = `${USERS}/:userId`;
const params = Type.Object({ userId: Id });

/** Into the house, out of it, and those who run it. `admin.…` is `not_found` to everybody else. */
export const HOUSE: Operation[] = [
  open('setup.look', 'POST', '/api/setup/look', SetupLook, SecretBody),
  open('setup', 'POST', '/api/setup', AuthReply, SetupBody, [201]),
  open('auth.resetLook', 'POST', '/api/auth/reset/look', ResetReply, SecretBody),
  open('auth.reset', 'POST', '/api/auth/reset', ResetReply, ResetBody),
  own('house.invites', 'GET', '/api/house/invites', HouseInvitesReply),
  own('house.standing', 'GET', '/api/house/standing', HouseStandingReply),
  own('house.invite', 'POST', '/api/house/invites', HouseInviteReply, {
    body: HouseInviteBody,
    statuses: [201],
  }),
  own('house.revoke', 'POST', '/api/house/invites/revoke', HouseInviteReply, {
    body: InviteCodeBody,
  }),
  open('house.look', 'POST', '/api/house/invites/look', HouseInviteLook, InviteCodeBody),
  open('group.look', 'POST', '/api/groups/look', GroupLook, InviteBody),
  own('me.delete', 'POST', '/api/me/delete', Empty, { body: EraseBody }),
  own('me.export', 'GET', '/api/me/export', Type.String(), { media: 'application/zip' }),
  own('file.get', 'GET', '/api/files/:id', Type.String(), {
    params: Type.Object({ id: Type.String({ maxLength: 256 }) }),
    media: 'application/octet-stream',
  }),
  own('admin.house', 'GET', '/api/admin/house', House),
  own('admin.houseUpdate', 'PATCH', '/api/admin/house', House, { body: HouseUpdateBody }),
  own('admin.users', 'GET', USERS, AccountsReply, { query: AccountsQuery }),
  own('admin.userCreate', 'POST', USERS, AccountCreateReply, {
    body: AccountCreateBody,
    statuses: [201],
  }),
  own('admin.user', 'GET', USER, AccountReply, { params }),
  own('admin.userUpdate', 'PATCH', USER, AccountReply, { params, body: AccountUpdateBody }),
  own('admin.userDelete', 'DELETE', USER, Empty, { params, query: EraseQuery }),
  own('admin.userLogout', 'POST', `${USER}/logout`, LogoutReply, { params }),
  own('admin.userReset', 'POST', `${USER}/reset`, ResetLinkReply, { params }),
  own('admin.invites', 'GET', '/api/admin/invites', AllInvitesReply),
  own('admin.overview', 'GET', '/api/admin/overview', OverviewReply),
  own('admin.audit', 'GET', '/api/admin/audit', AuditReply, { query: AuditQuery }),
];
