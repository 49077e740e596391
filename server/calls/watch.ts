import type { Tx } from '../../db/engine/engine.ts';
import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import type { Db } from '../../db/stores.ts';
import type { Change, PresenceTies } from '../context.ts';
import type { Deps } from '../deps.ts';
import { hangUp, partFrom } from './enter.ts';
import { aliveUntil, type CallKey, findCall, type LoadedCall, setPerson } from './loaded.ts';
import { type Settled, settleCall } from './settle.ts';

const TICK_MS = 500;
/** While nothing goes on, calls of other nodes are looked for this often, in ticks. */
const IDLE_TICKS = 4;

type Part = {
  publish(changes: readonly Change[]): void;
  review(ties: PresenceTies): void;
  onRing(): void;
};

/**
 * Ends what nobody asks to end: a ring that nobody answers, a device that is not heard of any more, and what has become of calls
 * by a session that ended, a member who was removed, a block. It sleeps while no call goes on.
 */
export function createCallWatch(deps: Pick<Deps, 'db' | 'clock' | 'log'>, part: Part) {
  const { db, clock, log } = deps;
  let timer: Timer | undefined;
  let unhooked = (): void => {};
  let working: Promise<void> | undefined;
  /** Since when it may be judged who is not heard of: a server that was away has heard nobody. */
  let ready: LeaseTerm | undefined;
  let idle = 0;

  const failed = (error: unknown): void => {
    if (!(error instanceof LeaseLost)) log.error('calls not looked at', { error });
  };

  async function sweep(term: LeaseTerm, key: CallKey, now: number): Promise<void> {
    const settled = await db.write(term.guard(() => sweepCall(db, key, now)));
    for (const { changes, ties } of settled) {
      part.publish(changes);
      if (ties) part.review(ties);
    }
    if (settled.length > 0) part.onRing();
  }

  async function look(term: LeaseTerm): Promise<void> {
    const now = clock.now();
    for (const key of await db.read(db.calls.due(now))) {
      // One that cannot be seen to does not hold up the others.
      await sweep(term, key, now).catch(failed);
      if (!term.isHeld()) return;
    }
    idle = (await db.read(db.calls.anyLive())) ? 0 : 1;
    if (idle > 0 && !db.lease.isShared) sleep();
  }

  function tick(): void {
    const term = db.lease.term();
    if (!term || term !== ready || working) return;
    if (idle > 0 && idle++ % IDLE_TICKS !== 0) return;
    working = look(term)
      .catch(failed)
      .finally(() => {
        working = undefined;
      });
  }

  function wake(): void {
    idle = 0;
    timer ??= setInterval(tick, TICK_MS).unref();
  }

  function sleep(): void {
    clearInterval(timer);
    timer = undefined;
  }

  async function begin(term: LeaseTerm): Promise<void> {
    await db.write(term.guard(() => db.calls.extend(aliveUntil(clock.now()))));
    ready = term;
    wake();
  }

  return {
    /** A call has begun. */
    wake,
    start(): void {
      unhooked = db.lease.onTerm((term) => void begin(term).catch(failed));
    },
    async stop(): Promise<void> {
      unhooked();
      sleep();
      await working;
    },
  };
}

/** Each thing that is over is a change of its own; nothing where somebody else has seen to it meanwhile. */
function* sweepCall(db: Db, key: CallKey, now: number): Tx<Settled[]> {
  const call = yield* findCall(db, key);
  if (!call || call.row.endedAt !== null) return [];
  const settled: Settled[] = [];
  for (const { userId, device, isLost } of yield* db.calls.out(key, now)) {
    const isIn = call.devices.some((one) => one.userId === userId && one.device === device);
    if (isIn) settled.push(yield* partFrom(db, call, userId, now, isLost === 1));
  }
  if (yield* silence(db, call, now)) settled.push(yield* settleCall(db, call, now));
  return settled;
}

function* silence(db: Db, call: LoadedCall, now: number): Tx<boolean> {
  if (call.row.endedAt !== null) return false;
  const { key, people, row } = call;
  const before = JSON.stringify(people);
  for (const userId of yield* db.calls.absent(key)) yield* setPerson(db, call, userId, 'left');
  for (const userId of yield* db.calls.blocking(key)) {
    const person = people.find((one) => one.userId === userId);
    if (!person) continue;
    if (person.state === 'in') {
      yield* hangUp(db, call, userId, now);
    } else {
      // The other is not to see that they were blocked: it rings on, for nobody.
      call.silenced.push(userId);
      person.quiet = 1;
      yield* db.calls.savePerson(key, person);
    }
  }
  if (row.ringUntil <= now)
    for (const { userId, state } of people)
      if (state === 'ringing') yield* setPerson(db, call, userId, 'missed');
  return before !== JSON.stringify(people);
}
