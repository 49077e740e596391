import type { SubscriptionRow } from '../../db/stores/push-subscriptions.ts';
import type { PushTestReply } from '../../protocol/push.ts';
import type { Deps } from '../deps.ts';
import { type Sign, toTestPush } from './payload.ts';
import type { Push, PushSender, Sent } from './sender.ts';

export type Deliver = ReturnType<typeof createDeliver>;

/** Sends a push to a device; a subscription that its service no longer knows is deleted. */
export function createDeliver({ db }: Pick<Deps, 'db'>, sender: Pick<PushSender, 'send'>) {
  return async (device: SubscriptionRow, push: Push, mustBeSent?: () => void): Promise<Sent> => {
    const sent = await sender.send(device, push, mustBeSent);
    if (sent.result === 'gone') await db.write(() => db.pushSubscriptions.drop(device.endpoint));
    return sent;
  };
}

/** Sends a test, and says what became of it. */
export async function deliverTest(
  deliver: Deliver,
  device: SubscriptionRow,
  sign: Sign,
): Promise<PushTestReply> {
  const { result, status } = await deliver(device, toTestPush(device.language, sign));
  return { result: result === 'later' ? 'unreachable' : result, status };
}
