import { eq, exists, inArray, isNotNull, isNull, lt, lte, ne, notExists } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { alias, and, deleteFrom, or, rowsOf, select, updateTable } from '../engine/builder.ts';
import { flag, larger } from '../engine/dialect.ts';
import { all, one, run, runEach, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import {
  blocks,
  callDevices,
  callPeople,
  calls,
  chats,
  members,
  sessions,
  users,
} from '../schema.ts';

type Key = { chatId: string; callId: string };
/** Calls that are looked at together, and those that are forgotten together. */
const SLICE = 50;

/** Of a row that names a person in a chat: they are in it no more. */
const isNoMember = ({ chatId, userId }: Record<'chatId' | 'userId', SQLiteColumn>) =>
  notExists(
    rowsOf(members).where(
      and(eq(members.chatId, chatId), eq(members.userId, userId), isNull(members.leftAt)),
    ),
  );

/** What of the calls that go on is over by time, or by what happened elsewhere: to sessions, members, blocks. */
export function callsDueStore() {
  const isLost = lte(callDevices.aliveUntil, p('now'));
  const isOut = or(
    exists(
      rowsOf(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(
          and(
            eq(sessions.id, callDevices.sessionId),
            or(
              isNotNull(sessions.revokedAt),
              lte(sessions.expiresAt, p('now')),
              isNotNull(users.disabledAt),
              isNotNull(users.deletedAt),
            ),
          ),
        ),
    ),
    isNoMember(callDevices),
  );
  const isOver = and(isNull(callDevices.leftAt), or(isLost, isOut));
  // The row of a device goes with that of its session, which a deleted account loses.
  const isWithoutDevice = notExists(
    rowsOf(callDevices).where(
      and(
        eq(callDevices.chatId, callPeople.chatId),
        eq(callDevices.callId, callPeople.callId),
        eq(callDevices.userId, callPeople.userId),
        isNull(callDevices.leftAt),
      ),
    ),
  );
  const isAbsent = or(
    and(eq(callPeople.state, 'ringing'), isNoMember(callPeople)),
    and(eq(callPeople.state, 'in'), isWithoutDevice),
  );
  const other = alias(members, 'other');
  const isBlocking = and(
    inArray(callPeople.state, ['ringing', 'in']),
    eq(callPeople.quiet, 0),
    exists(
      rowsOf(other)
        .innerJoin(chats, and(eq(chats.id, other.chatId), eq(chats.kind, 'direct')))
        .innerJoin(
          blocks,
          and(eq(blocks.userId, callPeople.userId), eq(blocks.blockedId, other.userId)),
        )
        .where(and(eq(other.chatId, callPeople.chatId), ne(other.userId, callPeople.userId))),
    ),
  );
  const ofThis = and(eq(callPeople.chatId, calls.chatId), eq(callPeople.callId, calls.id));
  const due = prepare(() =>
    select({ chatId: calls.chatId, callId: calls.id })
      .from(calls)
      .where(
        and(
          isNull(calls.endedAt),
          or(
            and(
              lte(calls.ringUntil, p('now')),
              exists(rowsOf(callPeople).where(and(ofThis, eq(callPeople.state, 'ringing')))),
            ),
            exists(
              rowsOf(callDevices).where(
                and(eq(callDevices.chatId, calls.chatId), eq(callDevices.callId, calls.id), isOver),
              ),
            ),
            exists(rowsOf(callPeople).where(and(ofThis, or(isAbsent, isBlocking)))),
          ),
        ),
      )
      .limit(SLICE),
  );
  const isOfCall = and(eq(callPeople.chatId, p('chatId')), eq(callPeople.callId, p('callId')));
  const isDeviceOfCall = and(
    eq(callDevices.chatId, p('chatId')),
    eq(callDevices.callId, p('callId')),
  );
  const out = prepare(() =>
    select({ userId: callDevices.userId, device: callDevices.device, isLost: flag(isLost) })
      .from(callDevices)
      .where(and(isDeviceOfCall, isOver)),
  );
  const absent = prepare(() =>
    select({ userId: callPeople.userId }).from(callPeople).where(and(isOfCall, isAbsent)),
  );
  const blocking = prepare(() =>
    select({ userId: callPeople.userId }).from(callPeople).where(and(isOfCall, isBlocking)),
  );
  const anyLive = prepare(() => rowsOf(calls).where(isNull(calls.endedAt)).limit(1));
  const extend = prepare(
    () =>
      updateTable(callDevices)
        .set({ aliveUntil: larger(callDevices.aliveUntil, p('until')) })
        .where(isNull(callDevices.leftAt)),
    'kept',
  );
  const old = prepare(() =>
    select({ chatId: calls.chatId, callId: calls.id })
      .from(calls)
      .where(and(isNotNull(calls.endedAt), lt(calls.endedAt, p('before'))))
      .limit(SLICE),
  );
  const forgets = [
    prepare(() => deleteFrom(callDevices).where(isDeviceOfCall), 'kept'),
    prepare(() => deleteFrom(callPeople).where(isOfCall), 'kept'),
    prepare(
      () => deleteFrom(calls).where(and(eq(calls.chatId, p('chatId')), eq(calls.id, p('callId')))),
      'kept',
    ),
  ];

  return {
    /** Calls in which something is over; there may be more. */
    due: (now: number): Tx<Key[]> => all(due, { now }),
    /** Devices that are not heard of any more (`isLost`), or whose session or membership has ended. */
    out: (key: Key, now: number) => all(out, { ...key, now }),
    /** People for whom it rings who have left the chat, and people in it whose device is gone with its session. */
    *absent(key: Key): Tx<string[]> {
      return (yield* all(absent, key)).map(({ userId }) => userId);
    },
    /** People of a call of two who have blocked the other since it began. */
    *blocking(key: Key): Tx<string[]> {
      return (yield* all(blocking, key)).map(({ userId }) => userId);
    },
    *anyLive(): Tx<boolean> {
      return (yield* one(anyLive)) !== undefined;
    },
    /** A server that was away has heard of nobody: their silence says nothing. */
    extend: (until: number) => run(extend, { until }),
    /** Forgets some of the calls that ended before then. */
    *forget(before: number): Tx<void> {
      const keys = yield* all(old, { before });
      for (const forget of forgets) yield* runEach(forget, keys);
    },
  };
}
