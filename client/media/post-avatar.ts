import type { AvatarReply } from '../../protocol/files.ts';
import { ApiError } from '../core/services.ts';
import { askRenewed, type BytesDeps } from './ask-renewed.ts';

/** Some eighty kilobytes: what a line of 2 KB a second carries. */
const PATIENCE_MS = 40_000;

/** Sends a square picture. Returns the id under which it can be given to a person or a group. */
export async function postAvatar(deps: BytesDeps, picture: Blob): Promise<string> {
  try {
    const response = await askRenewed(deps, '/api/avatars', {
      method: 'POST',
      body: picture,
      headers: { 'content-type': picture.type },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return ((await response.json()) as AvatarReply).id;
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError('offline');
  }
}
