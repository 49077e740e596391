import type { HouseInviteLook } from '../../protocol/house.ts';
import type { Call } from '../core/services.ts';

const CODE = /(?:^|#)([\w-]{22})\/?$/;

/** The code of what somebody has pasted: a link, or the code alone; null: neither. */
export function codeIn(text: string): string | null {
  return CODE.exec(text.trim())?.[1] ?? null;
}

/** An invitation that holds, and whose it is. */
export type Invitation = HouseInviteLook & { code: string };

/** Rejects with `invite_invalid` when it does not hold any more. */
export async function lookAt(call: Call, code: string): Promise<Invitation> {
  return { code, ...(await call<HouseInviteLook>('POST', '/api/house/invites/look', { code })) };
}
