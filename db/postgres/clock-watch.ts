import type { ReservedSQL } from 'bun';
import type { DbLog } from '../engine/checkpoints.ts';

/** What NTP lets pass; below it a machine's own clock is believed. */
const STEP_MS = 2000;
const ASK = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at';
const WRONG =
  'This machine’s clock is so far ahead of PostgreSQL’s, which is used instead. Set both by NTP (systemd-timesyncd, chrony).';

/**
 * How far this machine's clock is from the database's, which all nodes have: a token, a link or a mute that one of them has
 * written must not be over, or not begun, at another.
 */
export class ClockWatch {
  /** By how much the machine's clock is ahead and not believed, ms. */
  aheadMs = 0;
  /** How well that is known: the question was answered at some moment between its way there and back. */
  private errorMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly now: () => number,
    private readonly log: DbLog | undefined,
  ) {}

  async look(client: Pick<ReservedSQL, 'unsafe'>): Promise<void> {
    const [began, before] = [performance.now(), this.now()];
    const [row] = await client.unsafe(ASK);
    const errorMs = (performance.now() - began) / 2;
    this.take(Math.round(before + errorMs - Number(row.at)), errorMs);
  }

  private take(measured: number, errorMs: number): void {
    const aheadMs = Math.abs(measured) < STEP_MS + errorMs ? 0 : measured;
    const change = Math.abs(aheadMs - this.aheadMs);
    if (change < STEP_MS + errorMs && errorMs >= this.errorMs) return;
    this.errorMs = errorMs;
    this.aheadMs = aheadMs;
    if (change < STEP_MS) return;
    const seconds = Math.round(aheadMs / 1000);
    if (aheadMs === 0) this.log?.info('clock right');
    else this.log?.warn('clock wrong', { seconds, what: WRONG });
  }
}
