import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { CallReply } from '../../protocol/calls.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { acceptRequest } from '../chats/settings-effects.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { contextOf } from '../messages/access.ts';
import { enterLiveCall, mustHaveRoom, partFrom, updateDevice } from './enter.ts';
import { type CallKey, findCall, type LoadedCall, setPerson, toState } from './loaded.ts';
import { settleCall } from './settle.ts';
import { createSignals } from './signals.ts';
import { mustReachByCall, startCall } from './start.ts';

type Replied = Promise<Outcome<CallReply>>;
type Part = {
  /** Something rings now, or does not any more. */
  onRing(): void;
};

/**
 * Calls: the database alone knows their state. What may touch a call in another chat (one is in one call at a time) runs without
 * the name of its chat, so that no other command runs beside it.
 */
export function createCalls(deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'config'>, { onRing }: Part) {
  const { db, clock, ids, config } = deps;
  const requests = config.requests === 'on';

  /** Who is no member learns nothing of the call. */
  function* callOf(userId: string, key: CallKey): Tx<LoadedCall> {
    yield* contextOf(db, userId, key.chatId);
    const call = yield* findCall(db, key);
    if (!call) throw new ApiError('not_found');
    return call;
  }

  const unchanged = (call: LoadedCall, userId: string): Outcome<CallReply> => ({
    reply: { call: toState(call, userId) },
    changes: [],
  });

  async function write(make: () => Tx<Outcome<CallReply>>): Replied {
    const outcome = await db.write(make);
    if (outcome.changes.length > 0) onRing();
    return outcome;
  }

  return {
    start({ userId, sessionId }: Ctx, body: UpBody<'call.start'>): Replied {
      const callId = ids.next();
      const starting = { ...body, userId, sessionId, callId, requests, now: clock.now() };
      return write(() => startCall(db, starting));
    },

    join({ userId, sessionId }: Ctx, body: UpBody<'call.join'>): Replied {
      const { chatId, callId, move = false, ...shown } = body;
      const entering = { ...shown, userId, sessionId, now: clock.now() };
      return write(function* () {
        const context = yield* contextOf(db, userId, chatId);
        mustReachByCall(context);
        const call = yield* callOf(userId, { chatId, callId });
        const entered = yield* enterLiveCall(db, call, entering, move);
        if (entered.changes.length === 0) return entered;
        const { changes, ties } = yield* acceptRequest(db, userId, chatId, context);
        return {
          ...entered,
          changes: [...entered.changes, ...changes],
          ties: entered.ties ?? ties,
        };
      });
    },

    decline({ userId }: Ctx, key: UpBody<'call.decline'>): Replied {
      const now = clock.now();
      return write(function* () {
        const call = yield* callOf(userId, key);
        const own = call.people.find((person) => person.userId === userId);
        if (own?.state !== 'ringing') return unchanged(call, userId);
        yield* setPerson(db, call, userId, 'declined');
        const settled = yield* settleCall(db, call, now);
        return { ...unchanged(call, userId), ...settled };
      });
    },

    leave({ userId }: Ctx, { device, ...key }: UpBody<'call.leave'>): Replied {
      const now = clock.now();
      return write(function* () {
        const call = yield* callOf(userId, key);
        const isIn = call.devices.some((one) => one.userId === userId && one.device === device);
        if (!isIn) return unchanged(call, userId);
        const settled = yield* partFrom(db, call, userId, now);
        return { ...unchanged(call, userId), ...settled };
      });
    },

    update({ userId, sessionId }: Ctx, body: UpBody<'call.update'>): Replied {
      const { chatId, callId, ...shown } = body;
      const entering = { ...shown, userId, sessionId, now: clock.now() };
      return db.write(function* () {
        const call = yield* callOf(userId, { chatId, callId });
        const isIn = call.devices.some(
          (one) => one.sessionId === sessionId && one.device === body.device,
        );
        if (!isIn) return unchanged(call, userId);
        if (body.camera || body.screen) mustHaveRoom(call, entering);
        return yield* updateDevice(db, call, entering);
      }, chatId);
    },

    signal: createSignals(deps),

    async list({ userId }: Ctx): Promise<Outcome<UpReply<'call.list'>>> {
      const calls = await db.read(
        (function* () {
          const found: LoadedCall[] = [];
          for (const key of yield* db.calls.ofMember(userId)) {
            const call = yield* findCall(db, key);
            if (call) found.push(call);
          }
          return found;
        })(),
      );
      return { reply: { calls: calls.map((call) => toState(call, userId)) }, changes: [] };
    },
  };
}
