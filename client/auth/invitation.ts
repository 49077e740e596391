import type { ServerInvitePreview } from '../../protocol/server-invites.ts';
import type { ApiCall } from '../core/services.ts';

const CODE = /(?:^|#)([\w-]{22})\/?$/;

/** Returns the code of a pasted text: a link, or the code alone; null when it is neither. */
export function codeIn(text: string): string | null {
  return CODE.exec(text.trim())?.[1] ?? null;
}

/** An invitation that is valid, and its maker. */
export type Invitation = ServerInvitePreview & { code: string };

/** Asks whose invitation it is. Rejects with `invite_invalid` when it is not valid any more. */
export async function previewInvitation(call: ApiCall, code: string): Promise<Invitation> {
  return {
    code,
    ...(await call<ServerInvitePreview>('POST', '/api/server/invites/look', { code })),
  };
}
