import type { Tx } from '../../db/engine/engine.ts';
import type { Audience } from '../../db/stores/chat-context.ts';
import type { Db } from '../../db/stores.ts';
import type { CallOutcome } from '../../protocol/calls.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Change, PresenceTies } from '../context.ts';
import { writeCallLine } from '../messages/system-messages.ts';
import { type LoadedCall, leaveCall, peopleIn, setPerson, toState } from './loaded.ts';
import { orderSilence } from './order-ring.ts';

export type Settled = { changes: Change[]; ties?: PresenceTies };

/** Rows of calls that are over stay so long: for answers that come late, and for retries. */
const KEPT_MS = 24 * 3_600_000;

/**
 * Follows every change of who is in a call or for whom it rings: says whether it was answered, ends it where it is over, and
 * tells it. `lost`: a device has left it because it was not heard of any more.
 */
export function* settleCall(db: Db, call: LoadedCall, now: number, lost = false): Tx<Settled> {
  const { row } = call;
  row.rev += 1;
  if (row.answeredAt === null && peopleIn(call).size > 1) row.answeredAt = now;
  const outcome = outcomeOf(call, lost);
  const line = outcome ? yield* endCall(db, call, outcome, now) : undefined;
  yield* db.calls.save(row);
  yield* orderSilence(db, call, line?.seq ?? 0, now);
  const changes = yield* toChanges(db, call);
  return { changes: line ? [...changes, line.change] : changes, ties: line?.ties };
}

/** undefined: it goes on. */
function outcomeOf(call: LoadedCall, lost: boolean): CallOutcome | undefined {
  const { row, people } = call;
  const count = peopleIn(call).size;
  if (row.answeredAt !== null) {
    const isOver = row.kind === 'group' ? count === 0 : count < 2;
    return isOver ? (lost ? 'lost' : 'answered') : undefined;
  }
  if (count === 0) return lost ? 'lost' : 'cancelled';
  const rung = people.filter(({ userId }) => userId !== row.startedBy).map(({ state }) => state);
  if (rung.length === 0 || rung.includes('ringing')) return undefined;
  return (['declined', 'busy'] as const).find((state) => rung.includes(state)) ?? 'missed';
}

/** All go out, and the chat gets its line, in the commit of what has ended it. */
function* endCall(db: Db, call: LoadedCall, outcome: CallOutcome, now: number) {
  const { row } = call;
  Object.assign(row, { endedAt: now, outcome });
  for (const device of call.devices) yield* leaveCall(db, call, device, now);
  for (const { userId, state } of call.people) {
    if (state === 'ringing') yield* setPerson(db, call, userId, 'missed');
    if (state === 'in') yield* setPerson(db, call, userId, 'left');
  }
  yield* db.calls.forget(now - KEPT_MS);
  const everyone = yield* db.chats.everyone(row.chatId);
  // A group that was deleted has nobody to read it, and its messages are being erased.
  if (everyone.length === 0) return undefined;
  const isGroup = row.kind === 'group';
  const who = (...states: string[]) =>
    call.people
      .filter(({ userId, state }) => userId !== row.startedBy && states.includes(state))
      .map(({ userId }) => userId);
  const missed = who('missed', 'busy');
  const change = yield* writeCallLine(
    db,
    { ...row, audience: isGroup ? { chat: row.chatId } : everyone },
    {
      ...{ chatId: row.chatId, senderId: row.startedBy, now },
      call: {
        media: row.media,
        seconds: row.answeredAt === null ? null : Math.round((now - row.answeredAt) / 1000),
        outcome,
        ...(isGroup ? { people: [row.startedBy, ...who('left')] } : {}),
        ...(missed.length > 0 ? { missed } : {}),
      },
    },
  );
  const seq = row.lastSeq + 1;
  // The two share a chat from its first line on.
  const others = everyone.filter((id) => id !== row.startedBy);
  const ties = seq === 1 ? { userId: row.startedBy, others } : undefined;
  return { change, seq, ties };
}

/** To all who may enter it. Those for whom it must not ring are told that it does not. */
function* toChanges(db: Db, call: LoadedCall): Tx<Change[]> {
  const type = 'call.changed';
  const event = { type, body: { call: toState(call) } } as const;
  const to = yield* audienceOf(db, call);
  if ('chat' in to) return [{ to, event, exceptSender: true }];
  const quiet = new Set(call.people.filter((one) => one.quiet === 1).map(({ userId }) => userId));
  const own = to
    .filter((id) => quiet.has(id))
    .map((id) => ({
      ...{ to: [id], exceptSender: true },
      event: { type, body: { call: toState(call, id) } } as const,
    }));
  return [{ to: to.filter((id) => !quiet.has(id)), event, exceptSender: true }, ...own];
}

function* audienceOf(db: Db, { row }: LoadedCall): Tx<Audience> {
  const isLarge = row.kind === 'group' && (yield* db.groups.count(row.chatId)) > LIMITS.callRings;
  return isLarge ? { chat: row.chatId } : yield* db.chats.everyone(row.chatId);
}
