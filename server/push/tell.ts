import { LeaseLost } from '../../db/engine/lease.ts';
import type { PushJob } from '../../db/stores/push-jobs.ts';
import type { PushRetry } from '../../db/stores/push-retries.ts';
import type { SubscriptionRow } from '../../db/stores/push-subscriptions.ts';
import type { Deps } from '../deps.ts';
import type { Held } from '../jobs/crew.ts';
import type { Deliver } from './deliver.ts';
import { mustShow } from './endpoints.ts';
import { readNews } from './news.ts';
import { type News, type Sign, toClosePush, toPush } from './payload.ts';

/** A chat in which more has come meanwhile is told of again after this: a busy group does not ring without an end. */
const PAUSE_MS = 5000;
/** What could not be sent by then is no news. */
const TTL_MS = 24 * 3_600_000;
/** People of one turn: a millisecond of reading, then everybody else is answered. */
const SLICE = 4;
/** Between two turns, so that a large group is told of in some seconds and messages do not wait for it. */
const REST_MS = 15;

type Telling = { held: Held; news: News; device: SubscriptionRow; seq: number; since: number };
export type TellPart = {
  deliver: Deliver;
  sign: () => Sign;
  /** Whether a page of that session is open and looked at. */
  isActive: (userId: string, sessionId: string) => boolean;
  /** A person was notified of a chat by this node. */
  onNotified: (userId: string, chatId: string) => void;
  /** Whether they were, by any node, since it was asked for last. */
  wasNotified: (userId: string, chatId: string) => boolean;
};

/** Of what is remembered as told: a ring is closed by itself. */
const ringKey = (chatId: string): string => `call:${chatId}`;

/** Tells people of what a row is about, and says in the data how far that went. */
export function createTeller({ db, clock }: Pick<Deps, 'db' | 'clock'>, part: TellPart) {
  /** Returns after each device has been told, or is to be told again later. */
  async function tell({ held, news, device, seq, since }: Telling): Promise<boolean> {
    const push = toPush(news, device, part.sign());
    const sent = await part.deliver(device, push, () => {
      if (!held.isHeld()) throw new LeaseLost();
    });
    const { endpoint } = device;
    if (sent.result !== 'later') return true;
    const { chatId, kind } = news;
    const row: PushRetry = { endpoint, chatId, kind, seq, since, dueAt: sent.at };
    await db.write(held.guard(() => db.pushRetries.put(row)));
    return false;
  }

  async function tellPerson(job: PushJob, held: Held, userId: string): Promise<void> {
    const now = clock.now();
    const all = await db.read(db.pushSubscriptions.ofUser(userId, now));
    const ring = ringKey(job.chatId);
    if (job.kind === 'missed' && part.wasNotified(userId, ring))
      await stopRinging(job, userId, all);
    const devices = all.filter(
      ({ sessionId }) => sessionId === null || !part.isActive(userId, sessionId),
    );
    if (devices.length === 0) return;
    const news = await db.read(readNews(db, { ...job, userId }, now));
    if (!news) return;
    if (news.kind === 'message') part.onNotified(userId, job.chatId);
    if (news.kind === 'call') part.onNotified(userId, ring);
    const telling = { held, news, seq: job.seq, since: now };
    await Promise.all(devices.map((device) => tell({ ...telling, device })));
  }

  /** Answered elsewhere, declined, or given up: the notification goes, and where it was missed that takes its place. */
  async function stopRinging(
    { chatId }: PushJob,
    userId: string,
    devices: readonly SubscriptionRow[],
  ): Promise<void> {
    const badge = await db.read(db.pushWords.badge(userId, clock.now()));
    const push = toClosePush(chatId, badge, 'call');
    const others = devices.filter(({ endpoint }) => !mustShow(endpoint));
    await Promise.all(others.map((device) => part.deliver(device, push)));
  }

  async function tellMembers(job: PushJob, held: Held): Promise<number> {
    const { chatId } = job;
    const upTo = await db.read(db.pushJobs.lastSeq(chatId));
    let after = '';
    while (held.isHeld()) {
      const page = { chatId, after, upTo, limit: SLICE };
      const ids = await db.read(db.pushJobs.recipients(page));
      await Promise.all(ids.map((userId) => tellPerson(job, held, userId)));
      const last = ids.at(-1);
      if (last === undefined || ids.length < SLICE) break;
      after = last;
      await Bun.sleep(REST_MS);
    }
    return upTo;
  }

  return {
    async tellOf(job: PushJob, held: Held): Promise<void> {
      const upTo =
        job.kind === 'message'
          ? await tellMembers(job, held)
          : await tellPerson(job, held, job.userId);
      // What was not told before the end of this process is told by the next one; some may hear it twice, under one tag.
      if (!held.isHeld()) return;
      const next = clock.now() + PAUSE_MS;
      await db.write(held.guard(() => db.pushJobs.finish(job, upTo ?? job.seq, next)));
    },

    async tellAgain(row: PushRetry, held: Held): Promise<void> {
      const { endpoint, chatId, kind, seq, since } = row;
      const now = clock.now();
      const device = await db.read(db.pushSubscriptions.live(endpoint, now));
      const isNews = Math.abs(now - since) < TTL_MS;
      const asked = { userId: device?.userId ?? '', chatId, kind, seq };
      const news = device && isNews ? await db.read(readNews(db, asked, now)) : undefined;
      const isDone = !device || !news || (await tell({ held, news, device, seq, since }));
      if (isDone) await db.write(held.guard(() => db.pushRetries.drop(row)));
    },
  };
}
