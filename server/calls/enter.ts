import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { CallReply } from '../../protocol/calls.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Change, Outcome } from '../context.ts';
import {
  type CallKey,
  type Entering,
  enterCall,
  findCall,
  type LoadedCall,
  leaveCall,
  setPerson,
  toFlags,
  toState,
} from './loaded.ts';
import { type Settled, settleCall } from './settle.ts';

type Shown = Pick<Entering, 'userId' | 'camera' | 'screen'>;

/** Each sends to each, so a call has an end: sooner where one of them sends video. */
export function mustHaveRoom({ devices }: LoadedCall, own: Shown): void {
  const others = devices.filter(({ userId }) => userId !== own.userId);
  const people = new Set(others.map(({ userId }) => userId)).size + 1;
  const hasVideo =
    own.camera || own.screen || others.some(({ camera, screen }) => camera + screen > 0);
  if (people > (hasVideo ? LIMITS.callVideoPeople : LIMITS.callPeople))
    throw new ApiError('call_full');
}

/**
 * Enters a call that is there. Where it is over, or another device of the person is in it, its state is the answer; `move` takes it
 * over from there.
 */
export function* enterLiveCall(
  db: Db,
  call: LoadedCall,
  entering: Entering,
  move: boolean,
): Tx<Outcome<CallReply>> {
  const { userId, device, now } = entering;
  const answer = (changes: Change[]) => ({
    reply: { call: toState(call, userId) },
    changes,
  });
  const own = call.devices.find((one) => one.userId === userId);
  if (call.row.endedAt !== null || (own && own.device !== device && !move)) return answer([]);
  mustHaveRoom(call, entering);
  if (own?.device === device) return yield* updateDevice(db, call, entering);
  const left = yield* leaveOtherCalls(db, userId, call.key, now);
  if (own) yield* leaveCall(db, call, own, now);
  yield* enterCall(db, call, entering);
  yield* setPerson(db, call, userId, 'in');
  const { changes, ties } = yield* settleCall(db, call, now);
  return { ...answer([...left, ...changes]), ties };
}

/** A word of a device that is in the call: others hear of it only where it sends something else than before. */
export function* updateDevice(
  db: Db,
  call: LoadedCall,
  entering: Entering,
): Tx<Outcome<CallReply>> {
  const { userId, device, now, sessionId: _, clientId: __, ...shows } = entering;
  const own = call.devices.find((one) => one.userId === userId && one.device === device);
  const before = { muted: own?.muted, camera: own?.camera, screen: own?.screen };
  yield* enterCall(db, call, entering);
  const { muted, camera, screen } = toFlags(shows);
  const isSame = before.muted === muted && before.camera === camera && before.screen === screen;
  const { changes } = isSame ? { changes: [] } : yield* settleCall(db, call, now);
  return { reply: { call: toState(call, userId) }, changes };
}

/** One is in one call at a time. */
export function* leaveOtherCalls(
  db: Db,
  userId: string,
  except: CallKey | undefined,
  now: number,
): Tx<Change[]> {
  const changes: Change[] = [];
  for (const key of yield* db.calls.ofPerson(userId)) {
    const call = key.callId === except?.callId ? undefined : yield* findCall(db, key);
    if (call) changes.push(...(yield* partFrom(db, call, userId, now)).changes);
  }
  return changes;
}

export function* hangUp(db: Db, call: LoadedCall, userId: string, now: number): Tx<void> {
  for (const own of call.devices.filter((one) => one.userId === userId))
    yield* leaveCall(db, call, own, now);
  yield* setPerson(db, call, userId, 'left');
}

/** The person hangs up, which may end the call. */
export function* partFrom(
  db: Db,
  call: LoadedCall,
  userId: string,
  now: number,
  lost = false,
): Tx<Settled> {
  yield* hangUp(db, call, userId, now);
  return yield* settleCall(db, call, now, lost);
}
