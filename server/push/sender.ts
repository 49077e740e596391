import pLimit, { type LimitFunction } from 'p-limit';
import type { SubscriptionRow } from '../../db/stores/push-subscriptions.ts';
import type { Deps, PostPush } from '../deps.ts';
import { encryptPush, makeSalt, PLAIN_BYTES } from './encrypt.ts';
import type { Vapid } from './vapid.ts';

/** What is sent: as JSON, the first that the push service has room for. */
export type Push = {
  payloads: readonly object[];
  /** Seconds for which the service keeps it for a device that is off. */
  ttl: number;
  urgency: 'high' | 'normal' | 'low';
  /** Of two pushes with one topic that a device has not fetched yet, the later one stays (RFC 8030 §5.4). */
  topic: string;
};

/** `gone`: the subscription is no more. `refused`: it makes no sense to send this again. `later`: try again then. */
export type Sent =
  | { result: 'sent' | 'gone' | 'refused'; status: number }
  | { result: 'later'; status: number | null; at: number };

type Target = Pick<SubscriptionRow, 'endpoint' | 'p256dh' | 'auth'>;
/** A push service that fails or asks for a pause. `until`: nothing is sent to it before then. */
type Trouble = { failures: number; until: number };

/** Requests under way to one service: it is one connection, or a few. */
const AT_ONCE = 16;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 3_600_000;
const TOO_LARGE = 413;

/** Sends single pushes, and spares services that are out of reach: each for itself, longer each time. */
export class PushSender {
  private readonly troubles = new Map<string, Trouble>();
  private readonly lanes = new Map<string, LimitFunction>();

  constructor(
    private readonly deps: Pick<Deps, 'clock' | 'ids' | 'log'>,
    private readonly vapid: Vapid,
    private readonly post: PostPush,
    private readonly count: (result: Sent['result']) => void,
  ) {}

  /** The services that do not answer now. */
  unreachable(): string[] {
    const now = this.deps.clock.now();
    return [...this.troubles].filter(([, { until }]) => until > now).map(([origin]) => origin);
  }

  /** `mustBeSent`: called when its turn has come; throws where it is not to be sent any more. */
  async send(target: Target, push: Push, mustBeSent = (): void => {}): Promise<Sent> {
    const { origin } = new URL(target.endpoint);
    const lane = this.lanes.getOrInsertComputed(origin, () => pLimit(AT_ONCE));
    const sent = await lane(() => {
      mustBeSent();
      return this.sendNow(origin, target, push);
    });
    this.count(sent.result);
    return sent;
  }

  private async sendNow(origin: string, target: Target, push: Push): Promise<Sent> {
    const paused = this.pausedUntil(origin);
    if (paused !== undefined) return { result: 'later', status: null, at: paused };
    try {
      for (const payload of push.payloads) {
        const plain = Buffer.from(JSON.stringify(payload));
        if (plain.length > PLAIN_BYTES) continue;
        const answer = await this.post(target.endpoint, this.encrypt(target, plain), {
          authorization: this.vapid.authorize(origin, this.deps.clock.now()),
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(push.ttl),
          urgency: push.urgency,
          topic: push.topic,
        });
        if (answer.status !== TOO_LARGE) return this.read(origin, answer);
      }
      return { result: 'refused', status: TOO_LARGE };
    } catch (error) {
      const at = this.pause(origin, null);
      this.deps.log.warn('push service out of reach', { origin, error: String(error) });
      return { result: 'later', status: null, at };
    }
  }

  private encrypt({ p256dh, auth }: Target, plain: Uint8Array): Uint8Array<ArrayBuffer> {
    const keys = { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
    return encryptPush(plain, keys, { salt: makeSalt(this.deps.ids) });
  }

  private read(origin: string, { status, retryAfter }: Awaited<ReturnType<PostPush>>): Sent {
    if (status === 429 || status >= 500) {
      this.deps.log.warn('push service asks for a pause', { origin, status });
      return { result: 'later', status, at: this.pause(origin, retryAfter) };
    }
    this.troubles.delete(origin);
    if (status === 404 || status === 410) return { result: 'gone', status };
    if (status >= 200 && status < 300) return { result: 'sent', status };
    this.deps.log.warn('push refused', { origin, status });
    return { result: 'refused', status };
  }

  private pausedUntil(origin: string): number | undefined {
    const until = this.troubles.get(origin)?.until ?? 0;
    const ahead = until - this.deps.clock.now();
    // A clock that was set back must not make the pause longer than it was.
    return ahead > 0 && ahead <= LONGEST_PAUSE_MS ? until : undefined;
  }

  /** Twice as long each time, or as long as the service asks for; an hour at most. */
  private pause(origin: string, retryAfter: string | null): number {
    const now = this.deps.clock.now();
    const known = this.troubles.get(origin);
    // Requests that were under way together have failed once.
    if (known && known.until > now) return known.until;
    const failures = (known?.failures ?? 0) + 1;
    const own = FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10);
    const pause = Math.min(msOf(retryAfter, now) ?? own, LONGEST_PAUSE_MS);
    const until = now + Math.max(pause, 1000);
    this.troubles.set(origin, { failures, until });
    return until;
  }
}

/** `Retry-After` is a number of seconds or a date (RFC 9110 §10.2.3). */
function msOf(retryAfter: string | null, now: number): number | undefined {
  if (retryAfter === null) return undefined;
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(ms) ? ms : undefined;
}
