import { TokenBucket } from 'limiter';
import { ApiError } from '../db/engine/api-error.ts';

export type Rate = { tokens: number; perMs: number };

/** Buckets that are remembered: beyond it the one used longest ago goes, so an attacker cannot fill the memory. */
const BUCKETS = 20_000;

/** A token bucket for each key, full at first. */
export class Limiter {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly rate: Rate) {}

  /** Takes one token, or refuses and says after how many milliseconds there is one. */
  take(key: string): void {
    const bucket = this.bucketOf(key);
    if (bucket.tryRemoveTokens(1)) return;
    throw new ApiError('rate_limited', { retryAfterMs: Math.max(1, bucket.getWaitTime(1)) });
  }

  /** Gives a token back: the attempt turned out to be none that should count. */
  giveBack(key: string): void {
    const bucket = this.bucketOf(key);
    bucket.content = Math.min(bucket.bucketSize, bucket.content + 1);
  }

  private bucketOf(key: string): TokenBucket {
    const bucket = this.buckets.get(key) ?? this.made();
    // A Map keeps the order of insertion: putting it back makes it the youngest.
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > BUCKETS) this.forgetOldest();
    return bucket;
  }

  private made(): TokenBucket {
    const { tokens, perMs } = this.rate;
    const bucket = new TokenBucket({
      bucketSize: tokens,
      tokensPerInterval: tokens,
      interval: perMs,
    });
    bucket.content = tokens;
    return bucket;
  }

  private forgetOldest(): void {
    for (const key of this.buckets.keys()) {
      this.buckets.delete(key);
      return;
    }
  }
}
