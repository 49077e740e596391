import { BOUNDS } from '../bounds.ts';

/** Counts what a socket should not have sent; the count sinks by itself, so that a burst is forgiven. */
export class Flood {
  private points = 0;
  private since = 0;

  /** true: so much in so short a time is no hurried client any more. */
  add(points: number, now: number): boolean {
    const sunk = ((now - this.since) / 1000) * BOUNDS.flood.perSecond;
    this.points = Math.max(0, this.points - Math.max(0, sunk)) + points;
    this.since = now;
    return this.points > BOUNDS.flood.most;
  }
}
