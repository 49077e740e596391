import type { ReservedSQL } from 'bun';
import type { DbLog } from '../engine/checkpoints.ts';

/** What NTP lets pass; below it a machine's own clock is believed. */
const STEP_MS = 2000;
/** An answer that took longer says too little of the time. */
const SLOW_MS = 1000;

/**
 * How far this machine's clock is from the database's, which all nodes have: a token, a term or a mute that one of them has
 * written must not be over, or not begun, at another.
 */
export class ClockWatch {
  /** By how much the machine's clock is ahead and not believed, ms. */
  aheadMs = 0;

  constructor(
    private readonly now: () => number,
    private readonly log: DbLog | undefined,
  ) {}

  async look(client: ReservedSQL): Promise<void> {
    const [began, before] = [performance.now(), this.now()];
    const [row] = await client.unsafe(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at',
    );
    const tookMs = performance.now() - began;
    if (tookMs < SLOW_MS) this.take(Math.round(before + tookMs / 2 - Number(row.at)));
  }

  private take(measured: number): void {
    const aheadMs = Math.abs(measured) < STEP_MS ? 0 : measured;
    if (Math.abs(aheadMs - this.aheadMs) < STEP_MS) return;
    this.aheadMs = aheadMs;
    const seconds = Math.round(aheadMs / 1000);
    if (aheadMs === 0) this.log?.info('clock right');
    else this.log?.warn('clock wrong', { seconds, what: WRONG });
  }
}

const WRONG =
  'This machine’s clock is so far ahead of PostgreSQL’s, which is used instead. Set both by NTP (systemd-timesyncd, chrony).';
