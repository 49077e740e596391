import type { NotificationContent } from '../../../protocol/push.ts';
import { readPushState } from '../../core/push/state.ts';
import { ApiError, type Messenger } from '../../core/services.ts';
import { findObstacle, isPushOn, type PushObstacle, subscribe } from '../../pwa/push.ts';

/**
 * How it stands with notifications on this device. `no-service`: the browser cannot reach its push service. `on` with
 * `content`: as the server has it.
 */
export type DeviceState =
  | { kind: 'off'; isDismissed?: true }
  | { kind: 'obstacle'; obstacle: PushObstacle }
  | { kind: 'on'; content: NotificationContent; hasService: boolean };

/** Rejects with `ApiError` where the server cannot be asked. */
export async function readDeviceState(ask: Messenger['ask'], me: string): Promise<DeviceState> {
  const obstacle = findObstacle();
  if (obstacle) return { kind: 'obstacle', obstacle };
  return (await isPushOn(me)) ? await connect(ask, me) : { kind: 'off' };
}

/** Asks the person, which a browser lets a page do in answer to a tap only. */
export async function turnOn(ask: Messenger['ask'], me: string): Promise<DeviceState> {
  const permission = await Notification.requestPermission();
  if (permission === 'granted') return await connect(ask, me);
  const obstacle = findObstacle();
  return obstacle ? { kind: 'obstacle', obstacle } : { kind: 'off', isDismissed: true };
}

/** Whatever is no refusal of the server comes from the browser, which has not reached its push service. */
export async function connect(
  ask: Messenger['ask'],
  me: string,
  content?: NotificationContent,
): Promise<DeviceState> {
  try {
    const { device } = await subscribe(ask, me, content);
    return { kind: 'on', content: device?.content ?? 'full', hasService: true };
  } catch (error) {
    // A server that knows no such push service sends nothing to this browser, whatever the person does.
    if (error instanceof ApiError && error.code !== 'push_service_unknown') throw error;
    const kept = await readPushState();
    return { kind: 'on', content: kept?.content ?? 'full', hasService: false };
  }
}
