import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { PassedType } from '../leader/leader-calls.ts';
import type { Session } from '../session/session.ts';

/** Asks the server through the leading tab; nothing of the answer is stored. Rejects with `RequestError`. */
export async function passed<T extends PassedType>(
  session: Session,
  type: T,
  body: UpBody<T>,
): Promise<UpReply<T>> {
  return (await session.call('request', { type, body })) as UpReply<T>;
}
