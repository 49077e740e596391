import { ApiError } from '../../db/engine/api-error.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../deps.ts';

/**
 * What a request costs of the account's rate, where that is more than 1: about a token for each millisecond that it can
 * take of the one thread. What grows with a list of its body has `each`.
 */
export type Price = number | { base: number; each: { of: string; per: number } };

export function priceOf(price: Price | undefined, body: unknown): number {
  if (price === undefined) return 1;
  if (typeof price === 'number') return price;
  const { base, each } = price;
  const list = (body as Record<string, unknown> | null)?.[each.of];
  return base + (Array.isArray(list) ? Math.floor(list.length / each.per) : 0);
}

/** The price of a frame by its length: the longer it is, the longer parsing takes. */
export function priceOfFrame(length: number): number {
  return 1 + Math.floor(length / BOUNDS.frameStep);
}

/** The price of a reply, known when it is made. */
export function priceOfAnswer(length: number): number {
  return Math.floor(length / BOUNDS.answerStep);
}

const DAY_MS = 86_400_000;

/**
 * Counts the bytes that each account has stored today (UTC), all its devices together: a member could fill a disk in
 * hours without passing any rate. It is in memory, so a restart begins at 0, and an account that wrote nothing today
 * has no entry.
 */
export class Ledger {
  private day = 0;
  private readonly stored = new Map<string, number>();
  /** Hears what is stored here, so that other nodes may `count` it. */
  onStore: ((userId: string, bytes: number) => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly most: number,
  ) {}

  /** Refuses what would pass the quota, and counts what does not. */
  charge(userId: string, bytes: number): void {
    const now = this.clock.now();
    this.turn(now);
    const before = this.stored.get(userId) ?? 0;
    if (before + bytes > this.most) throw new ApiError('daily_limit');
    this.stored.set(userId, before + bytes);
    this.onStore?.(userId, bytes);
  }

  /** What turned out to be more: it is there already, so it counts towards the rest of the day. */
  add(userId: string, bytes: number): void {
    this.count(userId, bytes);
    this.onStore?.(userId, bytes);
  }

  /** What another node has stored. */
  count(userId: string, bytes: number): void {
    this.turn(this.clock.now());
    this.stored.set(userId, (this.stored.get(userId) ?? 0) + bytes);
  }

  private turn(now: number): void {
    const day = Math.floor(now / DAY_MS);
    if (day === this.day) return;
    this.day = day;
    this.stored.clear();
  }
}
