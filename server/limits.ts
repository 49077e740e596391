import { TokenBucket } from 'limiter';
import { ApiError } from '../db/engine/api-error.ts';

type Rate = { tokens: number; perMs: number };

/** Buckets that are remembered: beyond it the one used longest ago goes, so an attacker cannot fill the memory. */
const BUCKETS = 20_000;

/** A token bucket for each key, full at first. */
export class Limiter {
  private readonly buckets = new Map<string, TokenBucket>();
  /** Hears what is taken here (less than 0: given back), so that other nodes may `count` it. */
  onTake: ((key: string, price: number) => void) | undefined;

  constructor(private readonly rate: Rate) {}

  /** Takes what it costs, or refuses and says after how many milliseconds there is enough. */
  take(key: string, price = 1): void {
    const retryAfterMs = this.tryTake(key, price);
    if (retryAfterMs > 0) throw new ApiError('rate_limited', { retryAfterMs });
  }

  /** 0 when it may pass, else the milliseconds after which it may. */
  tryTake(key: string, price = 1): number {
    if (price <= 0) return 0;
    const bucket = this.bucketOf(key);
    // What costs more than a whole bucket may pass when nothing else has.
    const tokens = Math.min(price, bucket.bucketSize);
    if (!bucket.tryRemoveTokens(tokens)) return Math.max(1, bucket.getWaitTime(tokens));
    this.onTake?.(key, tokens);
    return 0;
  }

  /** What another node has let through, of the same budget. */
  count(key: string, price: number): void {
    if (price > 0) this.draw(key, price);
    else this.putBack(key, -price);
  }

  /** What turned out to be dearer than it looked: the key waits for it afterwards, for three full buckets at most. */
  spend(key: string, tokens: number): void {
    if (tokens <= 0) return;
    this.draw(key, tokens);
    this.onTake?.(key, tokens);
  }

  private draw(key: string, tokens: number): void {
    const bucket = this.bucketOf(key);
    bucket.drip();
    bucket.content = Math.max(-2 * bucket.bucketSize, bucket.content - tokens);
  }

  /** Gives a token back: the attempt turned out to be none that should count. */
  giveBack(key: string): void {
    this.putBack(key, 1);
    this.onTake?.(key, -1);
  }

  private putBack(key: string, tokens: number): void {
    const bucket = this.bucketOf(key);
    bucket.content = Math.min(bucket.bucketSize, bucket.content + tokens);
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
