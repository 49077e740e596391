import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { PassThroughType } from '../core/requests.ts';
import type { ClientSession } from '../session/session.ts';

/** Asks the server through the leading tab; nothing of the reply is stored. Rejects with `ApiError`. */
export async function askServer<T extends PassThroughType>(
  session: ClientSession,
  type: T,
  body: UpBody<T>,
): Promise<UpReply<T>> {
  return (await session.call('request', { type, body })) as UpReply<T>;
}
