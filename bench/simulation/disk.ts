import type { Clock } from './clock.ts';

/** The log of a database: those who wait while it is being synced share the next sync. */
export class Disk {
  busyMs = 0;
  private waiting: (() => void)[] = [];
  private syncing = false;

  constructor(
    private readonly clock: Clock,
    private readonly syncMs: number,
  ) {}

  sync(then: () => void): void {
    this.waiting.push(then);
    if (!this.syncing) this.begin();
  }

  private begin(): void {
    const shared = this.waiting;
    this.waiting = [];
    this.syncing = true;
    this.busyMs += this.syncMs;
    this.clock.after(this.syncMs, () => {
      this.syncing = false;
      if (this.waiting.length > 0) this.begin();
      for (const then of shared) then();
    });
  }
}
