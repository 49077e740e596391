import type { Tx } from '../../db/engine/engine.ts';
import type { LeaseTerm } from '../../db/engine/lease.ts';
import type { PushJob } from '../../db/stores/push-jobs.ts';
import type { Deps } from '../deps.ts';
import type { Carrier, Carry } from '../jobs/carrier.ts';
import { createCrew } from '../jobs/crew.ts';
import { mustShow } from './endpoints.ts';
import { Notified } from './notified.ts';
import { toClosePush } from './payload.ts';
import { type createSetbacks, toJobKey, toRetryKey } from './setbacks.ts';
import { createTeller, type TellPart } from './tell.ts';

const TICK_MS = 500;
/** Chats that are told of side by side: a large group does not hold up the others. */
const AT_ONCE = 8;
const RETRIES_AT_ONCE = 200;
/** A broker is told of so many at most: what waits behind them it hears of when these are done. */
const HINTS = 200;
/** A push that has not left by then is sent again by the next start. */
const STOP_MS = 500;

type PushHint = Pick<PushJob, 'chatId' | 'kind' | 'userId'>;
type Part = Omit<TellPart, 'wasNotified'> & { setbacks: ReturnType<typeof createSetbacks> };

const toHint = ({ chatId, kind, userId }: PushHint): PushHint => ({ chatId, kind, userId });

/**
 * Works through what is to be told: jobs and retries are rows that each node claims, so a restart goes on where it was, and
 * another node too.
 */
export function createPusher(deps: Pick<Deps, 'db' | 'clock' | 'log'>, part: Part) {
  const { db, clock, log } = deps;
  const notified = new Notified();
  let timer: Timer | undefined;
  let unhooked = (): void => {};
  let taking = false;
  let again = false;
  /** Something is due here at once: it does not wait for the node that looks around. */
  let woken = false;
  let carrier: Carrier<PushHint> | undefined;

  const teller = createTeller(deps, {
    ...part,
    wasNotified: notified.take,
    onNotified(userId, chatId) {
      notified.add(userId, chatId);
      part.onNotified(userId, chatId);
    },
  });
  const onEnd = (): void => {};
  const told = createCrew(deps, {
    rows: { ...db.pushJobs, keyOf: toJobKey },
    work: part.setbacks.ofJobs(teller.tellOf),
    onEnd,
  });
  const toldAgain = createCrew(deps, {
    rows: { ...db.pushRetries, keyOf: toRetryKey },
    work: part.setbacks.ofRetries(teller.tellAgain),
    onEnd,
  });

  const failed = (error: unknown): void => log.error('push failed', { error });

  async function take(term: LeaseTerm): Promise<void> {
    const at = { owner: term.holder, now: clock.now() };
    const to = carrier?.isLookDue() === false ? carrier : undefined;
    const jobsLimit = to ? tellsLimit() : 1;
    woken = false;
    const [jobs, retries] = await db.read(
      (function* () {
        const jobs = jobsLimit > 0 ? yield* db.pushJobs.due({ ...at, limit: jobsLimit }) : [];
        return [jobs, yield* db.pushRetries.due({ ...at, limit: 1 })] as const;
      })(),
    );
    if (to) to.tell(jobs.map(({ dueAt, claim, ...job }) => ({ hint: toHint(job), dueAt, claim })));
    else if (jobs.length > 0)
      await told.claim(term, () => {
        const limit = AT_ONCE - told.count();
        return limit > 0 ? () => db.pushJobs.claim({ ...at, limit }) : undefined;
      });
    if (retries.length > 0)
      await toldAgain.claim(term, () => {
        const limit = RETRIES_AT_ONCE - toldAgain.count();
        return limit > 0 ? () => db.pushRetries.claim({ ...at, limit }) : undefined;
      });
  }

  /** One node looks around for all, and each for what it was woken for. */
  const tellsLimit = (): number => (woken || db.lease.term() ? HINTS : 0);

  async function takeHint(hint: PushHint): Promise<void> {
    const term = db.worker.term();
    if (!term) return;
    const at = { owner: term.holder, now: clock.now() };
    const { ended } = await told.claim(term, () =>
      told.count() < AT_ONCE ? () => db.pushJobs.claimOne(hint, at) : undefined,
    );
    await ended;
  }

  const tick = (): void => {
    const term = db.worker.term();
    again = taking;
    if (!term || taking) return;
    taking = true;
    void take(term)
      .catch(failed)
      .finally(() => {
        taking = false;
        if (again) tick();
      });
  };

  /** Closes what other devices show of a chat that has been read. Apple's show something for every push, so they do not. */
  async function wasRead(userId: string, chatId: string, sessionId: string): Promise<void> {
    if (!notified.take(userId, chatId)) return;
    const now = clock.now();
    const hearer = await db.read(db.pushWords.hearer({ userId, chatId }));
    const place = { userId, chatId, read: hearer?.read ?? 0 };
    if (hearer && (await db.read(db.pushWords.unreadCount(place))) > 0)
      return notified.add(userId, chatId);
    const badge = await db.read(db.pushWords.badge(userId, now));
    const devices = await db.read(db.pushSubscriptions.ofUser(userId, now));
    const others = devices.filter(
      (device) => device.sessionId !== sessionId && !mustShow(device.endpoint),
    );
    await Promise.all(others.map((device) => part.deliver(device, toClosePush(chatId, badge))));
  }

  function* mend(): Tx<void> {
    yield* db.pushJobs.bringBack(clock.now());
    yield* db.pushRetries.bringBack(clock.now());
  }

  return {
    read: (userId: string, chatId: string, sessionId: string): void =>
      void wasRead(userId, chatId, sessionId).catch(failed),
    /** Another node has notified a person: what is read here closes it. */
    markNotified: (userId: string, chatId: string): void => notified.add(userId, chatId),
    /** Something is due at once. */
    wake(): void {
      woken = true;
      tick();
    },
    /** From now on a broker says which node is to tell of what. Retries are few, and name devices: each node looks for them. */
    carriedBy(carry: Carry): void {
      carrier = carry('push', { atOnce: AT_ONCE, work: takeHint });
    },
    start(): void {
      unhooked = db.worker.onTerm(() => void db.write(mend).catch(failed));
      timer ??= setInterval(tick, TICK_MS);
      timer.unref();
    },
    async stop(): Promise<void> {
      for (const crew of [told, toldAgain]) crew.stop();
      unhooked();
      clearInterval(timer);
      const ended = Promise.all([told.waitUntilIdle(), toldAgain.waitUntilIdle()]);
      await Promise.race([ended, Bun.sleep(STOP_MS)]);
    },
  };
}
