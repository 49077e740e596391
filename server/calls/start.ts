import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { Db } from '../../db/stores.ts';
import type { CallMedia, CallReply } from '../../protocol/calls.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isAllowed, mustBeAllowed } from '../chats/rights.ts';
import { acceptRequest, mustReach, toDevices } from '../chats/settings-effects.ts';
import type { Change, Outcome } from '../context.ts';
import { contextOf } from '../messages/access.ts';
import { enterLiveCall, leaveOtherCalls } from './enter.ts';
import { type Entering, enterCall, findCall, setPerson, toState } from './loaded.ts';
import { orderRing } from './order-ring.ts';
import { settleCall } from './settle.ts';

export type Starting = Entering & {
  chatId: string;
  clientId: string;
  callId: string;
  media: CallMedia;
  /** Whether first messages of strangers wait. */
  requests: boolean;
};

/** As for a message: who may write may call, and who is blocked learns only that it does not arrive. */
export function mustReachByCall(context: ChatContext): void {
  if (context.kind === 'self') throw new ApiError('forbidden');
  mustReach(context);
  mustBeAllowed(context, 'write');
}

export function* startCall(db: Db, starting: Starting): Tx<Outcome<CallReply>> {
  const { chatId, userId, clientId, requests } = starting;
  const context = yield* contextOf(db, userId, chatId);
  const again = yield* db.calls.startedBy(chatId, userId, clientId);
  const earlier = again && (yield* findCall(db, { chatId, callId: again }));
  if (earlier) return { reply: { call: toState(earlier, userId) }, changes: [] };
  mustReachByCall(context);
  if (yield* db.calls.isStranger({ chatId, userId }, requests)) throw new ApiError('not_delivered');
  const live = yield* db.calls.live(chatId);
  const met = live && (yield* findCall(db, { chatId, callId: live }));
  if (met) return yield* enterLiveCall(db, met, starting, false);
  return yield* beginCall(db, starting, context);
}

function* beginCall(db: Db, starting: Starting, context: ChatContext): Tx<Outcome<CallReply>> {
  const { chatId, callId, userId, media, now } = starting;
  const key = { chatId, callId };
  const left = yield* leaveOtherCalls(db, userId, key, now);
  const accepted = yield* acceptRequest(db, userId, chatId, context);
  const shown = context.lastSeq === 0 ? yield* showChat(db, userId, chatId) : [];
  const rings = context.kind !== 'group' || (yield* db.groups.count(chatId)) <= LIMITS.callRings;
  yield* db.calls.insert({
    ...{ chatId, id: callId, media, startedBy: userId, startedAt: now, rev: 0 },
    ringUntil: rings ? now + LIMITS.callRingMs : now,
    ...{ answeredAt: null, endedAt: null, outcome: null },
  });
  if (rings) {
    const leadersOnly = !isAllowed({ ...context, role: 'member' }, 'write');
    yield* db.calls.ring({ ...key, userId }, leadersOnly);
  }
  const call = yield* findCall(db, key);
  if (!call) throw new Error('a call that was stored is not found');
  yield* setPerson(db, call, userId, 'in');
  yield* enterCall(db, call, starting);
  const { changes, ties } = yield* settleCall(db, call, now);
  if (call.row.endedAt === null) yield* orderRing(db, call, now);
  return {
    reply: { call: toState(call, userId) },
    changes: [...left, ...accepted.changes, ...shown, ...changes],
    ties: ties ?? accepted.ties,
  };
}

/** A chat without a message is not on the other's list yet, and what rings must have a place there. */
function* showChat(db: Db, userId: string, chatId: string): Tx<Change[]> {
  const others = (yield* db.chats.everyone(chatId)).filter((id) => id !== userId);
  const changes: Change[] = [];
  for (const other of others) {
    if ((yield* db.chats.show(chatId, other)) > 0)
      changes.push(yield* toDevices(db, other, chatId));
  }
  return changes;
}
