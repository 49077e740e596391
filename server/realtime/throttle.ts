import { TokenBucket } from 'limiter';

/** How many seconds of the sustained rate may come at once. */
const BURST_SECONDS = 3;
const SWEEP_AT = 10_000;

/** Frames and REST calls of one account, all its devices together. */
export class Throttle {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly perSecond: number) {}

  /** 0 when the request may pass, else the milliseconds after which it may. */
  take(userId: string, price = 1): number {
    if (price <= 0) return 0;
    const bucket = this.bucketOf(userId);
    // What costs more than a whole burst may pass when nothing else has.
    const tokens = Math.min(price, bucket.bucketSize);
    return bucket.tryRemoveTokens(tokens) ? 0 : Math.max(1, bucket.getWaitTime(tokens));
  }

  /** What turned out to be dearer than it looked: the account waits for it afterwards, for three bursts at most. */
  spend(userId: string, tokens: number): void {
    if (tokens <= 0) return;
    const bucket = this.bucketOf(userId);
    bucket.drip();
    bucket.content = Math.max(-2 * bucket.bucketSize, bucket.content - tokens);
  }

  private bucketOf(userId: string): TokenBucket {
    const known = this.buckets.get(userId);
    if (known !== undefined) return known;
    if (this.buckets.size >= SWEEP_AT) this.sweep();
    const bucket = new TokenBucket({
      bucketSize: this.perSecond * BURST_SECONDS,
      tokensPerInterval: this.perSecond,
      interval: 1000,
    });
    bucket.content = bucket.bucketSize;
    this.buckets.set(userId, bucket);
    return bucket;
  }

  /** Full buckets remember nothing worth keeping. */
  private sweep(): void {
    for (const [userId, bucket] of this.buckets) {
      bucket.drip();
      if (bucket.content >= bucket.bucketSize) this.buckets.delete(userId);
    }
  }
}
