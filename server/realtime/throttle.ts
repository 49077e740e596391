import { TokenBucket } from 'limiter';

/** How many seconds of the sustained rate may come at once. */
const BURST_SECONDS = 3;
const SWEEP_AT = 10_000;

/** Frames and REST calls of one account, all its devices together. */
export class Throttle {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly perSecond: number) {}

  /** 0 when the request may pass, else the milliseconds after which it may. */
  take(userId: string): number {
    let bucket = this.buckets.get(userId);
    if (bucket === undefined) {
      if (this.buckets.size >= SWEEP_AT) this.sweep();
      bucket = new TokenBucket({
        bucketSize: this.perSecond * BURST_SECONDS,
        tokensPerInterval: this.perSecond,
        interval: 1000,
      });
      bucket.content = bucket.bucketSize;
      this.buckets.set(userId, bucket);
    }
    return bucket.tryRemoveTokens(1) ? 0 : Math.max(1, bucket.getWaitTime(1));
  }

  /** Full buckets remember nothing worth keeping. */
  private sweep(): void {
    for (const [userId, bucket] of this.buckets) {
      bucket.drip();
      if (bucket.content >= bucket.bucketSize) this.buckets.delete(userId);
    }
  }
}
