import { eq, type InferSelectModel, isNull } from 'drizzle-orm';
import {
  and,
  coalesce,
  insertInto,
  params,
  paramsOf,
  type RowOfFields,
  select,
  updateTable,
} from '../engine/builder.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { callDevices, callPeople, calls, chats } from '../schema.ts';
import { callsDueStore } from './calls-due.ts';
import { callsRingStore } from './calls-ring.ts';

/** A call with what its chat is, and the chat's counters: its end writes a line there. */
const CALL = {
  id: calls.id,
  chatId: calls.chatId,
  media: calls.media,
  startedBy: calls.startedBy,
  startedAt: calls.startedAt,
  ringUntil: calls.ringUntil,
  answeredAt: calls.answeredAt,
  endedAt: calls.endedAt,
  outcome: calls.outcome,
  rev: calls.rev,
  kind: chats.kind,
  lastSeq: chats.lastSeq,
  lastRev: chats.lastRev,
  lastAt: chats.lastAt,
};
export type CallRow = RowOfFields<typeof CALL>;
export type CallPersonRow = Pick<InferSelectModel<typeof callPeople>, 'userId' | 'state' | 'quiet'>;
export type CallDeviceRow = InferSelectModel<typeof callDevices>;
type Key = { chatId: string; callId: string };

/** Calls that go on, and those of the last day: their state, which is all that anybody knows of them. */
export function callsStore() {
  return { ...stateStore(), ...callsRingStore(), ...callsDueStore() };
}

function stateStore() {
  const isCall = and(eq(calls.chatId, p('chatId')), eq(calls.id, p('callId')));
  const find = prepare(() =>
    select(CALL).from(calls).innerJoin(chats, eq(chats.id, calls.chatId)).where(isCall),
  );
  const live = prepare(() =>
    select({ id: calls.id })
      .from(calls)
      .where(and(eq(calls.chatId, p('chatId')), isNull(calls.endedAt))),
  );
  const people = prepare(() =>
    select({ userId: callPeople.userId, state: callPeople.state, quiet: callPeople.quiet })
      .from(callPeople)
      .where(and(eq(callPeople.chatId, p('chatId')), eq(callPeople.callId, p('callId'))))
      .orderBy(callPeople.userId),
  );
  const isInCall = and(
    eq(callDevices.chatId, p('chatId')),
    eq(callDevices.callId, p('callId')),
    isNull(callDevices.leftAt),
  );
  const devices = prepare(() =>
    select({
      chatId: callDevices.chatId,
      callId: callDevices.callId,
      userId: callDevices.userId,
      device: callDevices.device,
      sessionId: callDevices.sessionId,
      clientId: callDevices.clientId,
      joinedAt: callDevices.joinedAt,
      leftAt: callDevices.leftAt,
      muted: callDevices.muted,
      camera: callDevices.camera,
      screen: callDevices.screen,
      aliveUntil: callDevices.aliveUntil,
    })
      .from(callDevices)
      .where(isInCall)
      .orderBy(callDevices.joinedAt, callDevices.userId),
  );
  const insert = prepare(() => insertInto(calls).values(paramsOf(calls)), 'kept');
  const save = prepare(
    () =>
      updateTable(calls)
        .set(params('answeredAt', 'endedAt', 'outcome', 'rev'))
        .where(isCall),
    'kept',
  );
  const savePerson = prepare(
    () =>
      insertInto(callPeople)
        .values(paramsOf(callPeople))
        .onConflictDoUpdate({
          target: [callPeople.chatId, callPeople.callId, callPeople.userId],
          set: params('state', 'quiet'),
        }),
    'kept',
  );
  const saveDevice = prepare(
    () =>
      insertInto(callDevices)
        .values(paramsOf(callDevices))
        .onConflictDoUpdate({
          target: [callDevices.chatId, callDevices.callId, callDevices.userId, callDevices.device],
          set: {
            ...params('sessionId', 'joinedAt', 'leftAt', 'muted', 'camera', 'screen'),
            ...params('aliveUntil'),
            clientId: coalesce(p('clientId'), callDevices.clientId),
          },
        }),
    'kept',
  );
  const started = prepare(() =>
    select({ callId: callDevices.callId })
      .from(callDevices)
      .where(
        and(
          eq(callDevices.chatId, p('chatId')),
          eq(callDevices.userId, p('userId')),
          eq(callDevices.clientId, p('clientId')),
        ),
      ),
  );
  const ofPerson = prepare(() =>
    select({ chatId: callDevices.chatId, callId: callDevices.callId })
      .from(callDevices)
      .where(and(eq(callDevices.userId, p('userId')), isNull(callDevices.leftAt))),
  );

  return {
    /** Read after `db.chats.context`, which is the authorisation. */
    find: (key: Key) => one(find, key),
    /** The call that goes on in a chat. */
    *live(chatId: string): Tx<string | undefined> {
      return (yield* one(live, { chatId }))?.id;
    },
    people: (key: Key): Tx<CallPersonRow[]> => all(people, key),
    /** Those that are in it now. */
    devices: (key: Key): Tx<CallDeviceRow[]> => all(devices, key),
    insert: (call: InferSelectModel<typeof calls>) => run(insert, call),
    save: ({ id, chatId, answeredAt, endedAt, outcome, rev }: CallRow) =>
      run(save, { chatId, callId: id, answeredAt, endedAt, outcome, rev }),
    savePerson: (key: Key, person: CallPersonRow) => run(savePerson, { ...key, ...person }),
    saveDevice: (device: CallDeviceRow) => run(saveDevice, device),
    /** The call that a request of this id began, or met. */
    *startedBy(chatId: string, userId: string, clientId: string): Tx<string | undefined> {
      return (yield* one(started, { chatId, userId, clientId }))?.callId;
    },
    /** The calls that a person is in: one, but for a moment. */
    ofPerson: (userId: string): Tx<Key[]> => all(ofPerson, { userId }),
  };
}
