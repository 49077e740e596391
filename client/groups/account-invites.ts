import type { Invite } from '../../protocol/groups.ts';
import type {
  ServerInvite,
  ServerInviteReply,
  ServerInvitesReply,
} from '../../protocol/server-invites.ts';
import type { ClientServices } from '../core/services.ts';

/** One's own invitations to the server, and how many more people one may invite; null: any number. */
export type OwnInvites = { invites: readonly ServerInvite[]; left: number | null };

/** What makes no link into a group one that opens the server too. */
export const NO_INVITES: OwnInvites = { invites: [], left: 0 };

/** Where everybody may register, or nobody, no invitation is of use. What was known of that may be of yesterday. */
export async function readOwnInvites({ account, call }: ClientServices): Promise<OwnInvites> {
  try {
    await account.askServer();
    if (account.server.get()?.registration !== 'invite') return NO_INVITES;
    return await call<ServerInvitesReply>('GET', '/api/server/invites');
  } catch {
    // Without them a link into a group is still one.
    return NO_INVITES;
  }
}

/** The invitation to the server that goes with a link into a group. */
export function partOf({ code }: Invite, { invites }: OwnInvites): ServerInvite | undefined {
  return invites.find(({ group }) => group === code);
}

export type InviteOptions = {
  expiresAt: number | null;
  uses: number | null;
  approval: boolean;
  /** It also lets people register. */
  accounts: boolean;
};

/** Makes a link into a group; what is to let people register too, and cannot, is taken back. */
export async function makeLink(
  { call, messenger }: ClientServices,
  chatId: string,
  { accounts, ...wish }: InviteOptions,
): Promise<Invite> {
  const { invite } = await messenger.ask('invite.create', { chatId, ...wish });
  if (!accounts) return invite;
  const { expiresAt, uses } = wish;
  try {
    const body = { expiresAt, uses, group: invite.code };
    await call<ServerInviteReply>('POST', '/api/server/invites', body);
  } catch (error) {
    await messenger.ask('invite.revoke', { chatId, code: invite.code }).catch(() => undefined);
    throw error;
  }
  return invite;
}
