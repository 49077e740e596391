import { ApiError } from '../../db/engine/api-error.ts';
import type { Clock } from '../deps.ts';

const DAY_MS = 86_400_000;

/**
 * Counts the bytes that each account has stored today (UTC), all its devices together: a member could fill a disk in
 * hours without passing any rate. It is in memory, so a restart begins at 0, and an account that wrote nothing today
 * has no entry.
 */
export class Ledger {
  private day = 0;
  private readonly stored = new Map<string, number>();

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
  }

  /** What turned out to be more: it is there already, so it counts towards the rest of the day. */
  add(userId: string, bytes: number): void {
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
