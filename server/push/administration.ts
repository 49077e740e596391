import type { SubscriptionRow } from '../../db/stores/push-subscriptions.ts';
import type { Deps } from '../deps.ts';
import { deliverTest } from './deliver.ts';
import { type Pushes, subjectOf } from './push.ts';

/** One device as an administrator sees it: never its endpoint, with which one could write to it. */
export type SubscribedDevice = Pick<SubscriptionRow, 'language' | 'content' | 'createdAt'> & {
  username: string;
  /** null: an import brought it, and the app has not been opened there since. */
  deviceName: string | null;
  service: string;
};
export type DeviceTest = { service: string; result: string; status: number | null };

/** What the command line may ask about pushes. */
export function createPushAdministration(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  { publicKey, sender, deliver, sign }: Pick<Pushes, 'publicKey' | 'sender' | 'deliver' | 'sign'>,
) {
  return {
    keys: () => ({ publicKey, subject: subjectOf(config) ?? null }),

    async list() {
      const rows = await db.read(db.pushSubscriptions.everybodys());
      const devices: SubscribedDevice[] = rows.map(
        ({ username, deviceName, endpoint, language, content, createdAt }) => ({
          ...{ username, deviceName, service: serviceOf(endpoint), language, content, createdAt },
        }),
      );
      const waiting = await db.read(db.pushRetries.count());
      return { devices, waiting, unreachable: sender.unreachable() };
    },

    /** Sends a test to each device of a person. */
    async test(userId: string): Promise<{ tests: DeviceTest[] }> {
      const devices = await db.read(db.pushSubscriptions.ofUser(userId, clock.now()));
      const tests = devices.map(async (device) => ({
        service: serviceOf(device.endpoint),
        ...(await deliverTest(deliver, device, sign())),
      }));
      return { tests: await Promise.all(tests) };
    },

    /** Deletes the subscriptions of sessions that are over. */
    async prune(): Promise<{ deleted: number }> {
      return { deleted: await db.write(() => db.pushSubscriptions.prune(clock.now())) };
    },
  };
}

const serviceOf = (endpoint: string): string => new URL(endpoint).hostname;
