import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import type { PushJob, PushRetry } from '../../db/stores/push-jobs.ts';
import type { SubscriptionRow } from '../../db/stores/push-subscriptions.ts';
import type { Deps } from '../deps.ts';
import type { Deliver } from './deliver.ts';
import { mustShow } from './endpoints.ts';
import { readNews } from './news.ts';
import { Notified } from './notified.ts';
import { type News, type Sign, toClosePush, toPush } from './payload.ts';
import { type createSetbacks, toJobKey } from './setbacks.ts';

/** A chat in which more has come meanwhile is told of again after this: a busy group does not ring without an end. */
const PAUSE_MS = 5000;
/** What could not be sent by then is no news. */
const TTL_MS = 24 * 3_600_000;
const TICK_MS = 500;
/** Chats that are told of side by side: a large group does not hold up the others. */
const AT_ONCE = 8;
/** People of one turn: a millisecond of reading, then everybody else is answered. */
const SLICE = 4;
/** Between two turns, so that a large group is told of in some seconds and messages do not wait for it. */
const REST_MS = 15;
const RETRIES = 200;

type Telling = { term: LeaseTerm; news: News; device: SubscriptionRow; seq: number; since: number };
type Part = {
  deliver: Deliver;
  sign: () => Sign;
  /** Whether a page of that session is open and looked at. */
  isActive: (userId: string, sessionId: string) => boolean;
  /** A person was notified of a chat by this node. */
  onNotified: (userId: string, chatId: string) => void;
  setbacks: ReturnType<typeof createSetbacks>;
};

/**
 * Works through what is to be told: jobs and retries are rows, so a restart goes on where it was, and another node too.
 */
export function createPusher(deps: Pick<Deps, 'db' | 'clock' | 'log'>, part: Part) {
  const { db, clock, log } = deps;
  const active = new Map<string, Promise<void>>();
  const notified = new Notified();
  let timer: Timer | undefined;
  let unhooked = (): void => {};
  let stopped = false;
  let retrying: Promise<void> | undefined;

  const failed = (error: unknown): void => {
    if (error instanceof LeaseLost) log.info('pushes go on at another node');
    else log.error('push failed', { error });
  };
  const goesOn = (term: LeaseTerm): boolean => !stopped && term.isHeld();

  /** Returns after each device has been told, or is to be told again later. */
  async function tell({ term, news, device, seq, since }: Telling): Promise<boolean> {
    const push = toPush(news, device, part.sign());
    const sent = await part.deliver(device, push, () => {
      if (!term.isHeld()) throw new LeaseLost();
    });
    const { endpoint } = device;
    if (sent.result !== 'later') return true;
    const { chatId, kind } = news;
    const row: PushRetry = { endpoint, chatId, kind, seq, since, dueAt: sent.at };
    await db.write(term.guard(() => db.pushJobs.retry(row)));
    return false;
  }

  async function tellPerson(term: LeaseTerm, job: PushJob, userId: string): Promise<void> {
    const now = clock.now();
    const all = await db.read(db.pushSubscriptions.ofUser(userId, now));
    const ring = ringKey(job.chatId);
    if (job.kind === 'missed' && notified.take(userId, ring)) await stopRinging(job, userId, all);
    const devices = all.filter(
      ({ sessionId }) => sessionId === null || !part.isActive(userId, sessionId),
    );
    if (devices.length === 0) return;
    const news = await db.read(readNews(db, { ...job, userId }, now));
    if (!news) return;
    if (news.kind === 'message') {
      notified.add(userId, job.chatId);
      part.onNotified(userId, job.chatId);
    }
    if (news.kind === 'call') notified.add(userId, ring);
    const telling = { term, news, seq: job.seq, since: now };
    await Promise.all(devices.map((device) => tell({ ...telling, device })));
  }

  /** Answered elsewhere, declined, or given up: the notification goes, and where it was missed that takes its place. */
  async function stopRinging(
    { chatId }: PushJob,
    userId: string,
    devices: readonly SubscriptionRow[],
  ): Promise<void> {
    const push = toClosePush(
      chatId,
      await db.read(db.pushWords.badge(userId, clock.now())),
      'call',
    );
    const others = devices.filter(({ endpoint }) => !mustShow(endpoint));
    await Promise.all(others.map((device) => part.deliver(device, push)));
  }

  async function tellMembers(term: LeaseTerm, job: PushJob): Promise<number> {
    const { chatId } = job;
    const upTo = await db.read(db.pushJobs.lastSeq(chatId));
    let after = '';
    while (goesOn(term)) {
      const page = { chatId, after, upTo, limit: SLICE };
      const ids = await db.read(db.pushJobs.recipients(page));
      await Promise.all(ids.map((userId) => tellPerson(term, job, userId)));
      const last = ids.at(-1);
      if (last === undefined || ids.length < SLICE) break;
      after = last;
      await Bun.sleep(REST_MS);
    }
    return upTo;
  }

  async function work(term: LeaseTerm, job: PushJob): Promise<void> {
    const upTo =
      job.kind === 'message'
        ? await tellMembers(term, job)
        : await tellPerson(term, job, job.userId);
    // What was not told before the end of this process is told by the next one; some may hear it twice, under one tag.
    if (!goesOn(term)) return;
    const next = clock.now() + PAUSE_MS;
    await db.write(term.guard(() => db.pushJobs.finish(job, upTo ?? job.seq, next)));
    part.setbacks.forget(job);
  }

  async function noteFailure(term: LeaseTerm, job: PushJob, error: unknown): Promise<void> {
    if (error instanceof LeaseLost) throw error;
    await part.setbacks.note(term, job, error);
  }

  async function takeJobs(term: LeaseTerm): Promise<void> {
    const jobs = await db.read(db.pushJobs.due(clock.now(), AT_ONCE + active.size));
    for (const job of jobs) {
      const key = toJobKey(job);
      if (!goesOn(term) || active.size >= AT_ONCE || active.has(key)) continue;
      // A ring that is being told of is not to arrive behind its end.
      if (job.kind === 'missed' && active.has(toJobKey({ ...job, kind: 'call' }))) continue;
      const done = work(term, job)
        .catch((error) => noteFailure(term, job, error))
        .catch(failed)
        .finally(() => active.delete(key));
      active.set(key, done);
    }
  }

  async function tryAgain(term: LeaseTerm, row: PushRetry): Promise<void> {
    const { endpoint, chatId, kind, seq, since } = row;
    const now = clock.now();
    const device = await db.read(db.pushSubscriptions.live(endpoint, now));
    const isNews = Math.abs(now - since) < TTL_MS;
    const asked = { userId: device?.userId ?? '', chatId, kind, seq };
    const news = device && isNews ? await db.read(readNews(db, asked, now)) : undefined;
    const isDone = !device || !news || (await tell({ term, news, device, seq, since }));
    if (isDone) await db.write(term.guard(() => db.pushJobs.dropRetry({ endpoint, chatId, kind })));
  }

  async function takeRetries(term: LeaseTerm): Promise<void> {
    const rows = await db.read(db.pushJobs.dueRetries(clock.now(), RETRIES));
    await Promise.all(rows.map((row) => tryAgain(term, row)));
  }

  const tick = (): void => {
    const term = db.lease.term();
    if (!term) return;
    void takeJobs(term).catch(failed);
    retrying ??= takeRetries(term)
      .catch(failed)
      .finally(() => {
        retrying = undefined;
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

  return {
    read: (userId: string, chatId: string, sessionId: string): void =>
      void wasRead(userId, chatId, sessionId).catch(failed),
    /** Another node has notified a person: what is read here closes it. */
    markNotified: (userId: string, chatId: string): void => notified.add(userId, chatId),
    /** Something is due at once. */
    wake: tick,
    start(): void {
      unhooked = db.lease.onTerm(
        (term) => void db.write(term.guard(() => db.pushJobs.bringBack(clock.now()))).catch(failed),
      );
      timer ??= setInterval(tick, TICK_MS);
      timer.unref();
    },
    async stop(): Promise<void> {
      stopped = true;
      unhooked();
      clearInterval(timer);
      await Promise.race([Promise.allSettled([...active.values(), retrying]), Bun.sleep(STOP_MS)]);
    },
  };
}

/** Of what is remembered as told: a ring is closed by itself. */
const ringKey = (chatId: string): string => `call:${chatId}`;

/** A push that has not left by then is sent again by the next start. */
const STOP_MS = 500;
