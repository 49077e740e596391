import type { Tx } from '../../db/engine/engine.ts';
import type { CallDeviceRow, CallPersonRow, CallRow } from '../../db/stores/calls.ts';
import type { Db } from '../../db/stores.ts';
import type { CallPersonState, CallShows, CallState } from '../../protocol/calls.ts';
import { LIMITS } from '../../protocol/limits.ts';

export type CallKey = { chatId: string; callId: string };
/**
 * A call in a script's hands: its rows change together with what is stored. `devices`: those that are in it. `silenced`: for whom
 * it has ceased to ring in this script.
 */
export type LoadedCall = {
  key: CallKey;
  row: CallRow;
  people: CallPersonRow[];
  devices: CallDeviceRow[];
  silenced: string[];
};

export function* findCall(db: Db, key: CallKey): Tx<LoadedCall | undefined> {
  const row = yield* db.calls.find(key);
  if (!row) return undefined;
  const people = yield* db.calls.people(key);
  return { key, row, people, devices: yield* db.calls.devices(key), silenced: [] };
}

/** The call as the others see it, or as this person does: a ring that is quiet is none on their own devices. */
export function toState({ row, people, devices }: LoadedCall, viewerId?: string): CallState {
  const { id, chatId, media, startedBy, startedAt, ringUntil, answeredAt, endedAt, outcome } = row;
  return {
    ...{ id, chatId, media, startedBy, startedAt, ringUntil, answeredAt, endedAt },
    ...(outcome === null ? {} : { outcome }),
    people: people.toSorted(byUser).map(({ userId, state, quiet }) => ({
      userId,
      state: userId === viewerId && quiet === 1 && state === 'ringing' ? 'missed' : state,
    })),
    devices: devices.toSorted(byArrival).map(({ userId, device, joinedAt, ...shown }) => ({
      ...{ userId, device, joinedAt, muted: shown.muted === 1 },
      ...{ camera: shown.camera === 1, screen: shown.screen === 1 },
    })),
    rev: row.rev,
  };
}

type User = { userId: string };
/** As the database has them, wherever the rows come from: one state is the same text for everybody. */
const byUser = (a: User, b: User): number => (a.userId < b.userId ? -1 : 1);
const byArrival = (a: CallDeviceRow, b: CallDeviceRow): number =>
  a.joinedAt - b.joinedAt || byUser(a, b);

export const peopleIn = ({ devices }: LoadedCall): Set<string> =>
  new Set(devices.map(({ userId }) => userId));

export function* setPerson(
  db: Db,
  call: LoadedCall,
  userId: string,
  state: CallPersonState,
): Tx<void> {
  const known = call.people.find((person) => person.userId === userId);
  if (known?.state === 'ringing' && known.quiet === 0) call.silenced.push(userId);
  const person = known ?? { userId, state, quiet: 0 };
  if (!known) call.people.push(person);
  person.state = state;
  yield* db.calls.savePerson(call.key, person);
}

export type Entering = { userId: string; sessionId: string; device: string } & CallShows & {
    clientId?: string;
    now: number;
  };

/** Enters, or comes back as itself. */
export function* enterCall(db: Db, call: LoadedCall, entering: Entering): Tx<void> {
  const { userId, sessionId, device, clientId = null, now, ...shows } = entering;
  const known = call.devices.find((one) => one.userId === userId && one.device === device);
  const row: CallDeviceRow = {
    ...call.key,
    ...{ userId, device, sessionId, joinedAt: known?.joinedAt ?? now, leftAt: null },
    clientId: clientId ?? known?.clientId ?? null,
    ...toFlags(shows),
    aliveUntil: aliveUntil(now),
  };
  if (known) Object.assign(known, row);
  else call.devices.push(row);
  yield* db.calls.saveDevice(row);
}

export function* leaveCall(db: Db, call: LoadedCall, row: CallDeviceRow, now: number): Tx<void> {
  call.devices = call.devices.filter((one) => one !== row);
  yield* db.calls.saveDevice({ ...row, leftAt: now });
}

export const aliveUntil = (now: number): number => now + LIMITS.callBeatMs + LIMITS.callGraceMs;

export const toFlags = ({ muted, camera, screen }: CallShows) => ({
  muted: Number(muted),
  camera: Number(camera),
  screen: Number(screen),
});
