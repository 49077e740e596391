import type { ServerInvitePreview } from '../../protocol/server-invites.ts';
import type { ApiCall } from '../core/services.ts';

const CODE = /(?:^|#)([\w-]{22})\/?$/;

/** The code of what somebody has pasted: a link, or the code alone; null: neither. */
export function codeIn(text: string): string | null {
  return CODE.exec(text.trim())?.[1] ?? null;
}

/** An invitation that holds, and whose it is. */
export type Invitation = ServerInvitePreview & { code: string };

/** Rejects with `invite_invalid` when it does not hold any more. */
export async function previewInvitation(call: ApiCall, code: string): Promise<Invitation> {
  return {
    code,
    ...(await call<ServerInvitePreview>('POST', '/api/server/invites/look', { code })),
  };
}
