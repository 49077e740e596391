import type { Invite } from '../../protocol/groups.ts';
import type {
  ServerInvite,
  ServerInviteReply,
  ServerInvitesReply,
} from '../../protocol/server-invites.ts';
import type { ClientServices } from '../core/services.ts';

/** One's own invitations to the server, and how many more people one may invite; null: any number. */
export type OwnInvites = { invites: readonly ServerInvite[]; left: number | null };

/** With these no link into a group opens the server too. */
export const NO_INVITES: OwnInvites = { invites: [], left: 0 };

/**
 * Where registration is open to all, or closed, no invitation is of use. The device may know yesterday's setting, so
 * it asks.
 */
export async function readOwnInvites({ account, call }: ClientServices): Promise<OwnInvites> {
  try {
    await account.askServer();
    if (account.server.get()?.registration !== 'invite') return NO_INVITES;
    return await call<ServerInvitesReply>('GET', '/api/server/invites');
  } catch {
    // A link into a group works without them, so a failure is not shown.
    return NO_INVITES;
  }
}

/** Finds the invitation to the server that goes with a link into a group. */
export function findAccountInvite(
  { code }: Invite,
  { invites }: OwnInvites,
): ServerInvite | undefined {
  return invites.find(({ group }) => group === code);
}

type InviteOptions = {
  expiresAt: number | null;
  uses: number | null;
  approval: boolean;
  /** True when the link lets people register, too. */
  accounts: boolean;
};

/** Makes a link into a group; one that should let people register too, and cannot, is taken back. */
export async function makeLink(
  { call, messenger }: ClientServices,
  chatId: string,
  { accounts, ...terms }: InviteOptions,
): Promise<Invite> {
  const { invite } = await messenger.ask('invite.create', { chatId, ...terms });
  if (!accounts) return invite;
  const { expiresAt, uses } = terms;
  try {
    const body = { expiresAt, uses, group: invite.code };
    await call<ServerInviteReply>('POST', '/api/server/invites', body);
  } catch (error) {
    await messenger.ask('invite.revoke', { chatId, code: invite.code }).catch(() => undefined);
    throw error;
  }
  return invite;
}
