import type { Cancel } from '../../../../client/core/env.ts';

type Timer = { at: number; order: number; run: () => void };

/** Lets everything that is under way (promises, fake-indexeddb's immediates) take its next steps. No time passes. */
export async function settle(turns = 30): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** A clock that stands still until it is told to go on. */
export class FakeClock {
  private time = 1_700_000_000_000;
  private order = 0;
  private timers: Timer[] = [];

  /** What goes on in threads of its own, a disk say: waits for it and says whether there was any. No time passes. */
  outside: () => Promise<boolean> = async () => false;

  now = (): number => this.time;

  after = (ms: number, run: () => void): Cancel => {
    const timer = { at: this.time + ms, order: ++this.order, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  /** Runs what is due in the next `ms`, in order, letting each step finish before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await this.rest();
    for (;;) {
      const [next] = this.timers.toSorted((a, b) => a.at - b.at || a.order - b.order);
      if (!next || next.at > end) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await this.rest();
    }
    this.time = end;
  }

  /** Makes it later; what was due meanwhile has not run yet. */
  skip(ms: number): void {
    this.time += ms;
  }

  /** Resolves when everything that can go on without time passing has done so. */
  async rest(): Promise<void> {
    do await settle();
    while (await this.outside());
  }

  /** Advances until the condition holds; fails when a minute has not brought it. */
  async until(what: () => unknown, within = 60_000): Promise<void> {
    await this.rest();
    for (let left = within; !what(); left -= 50) {
      if (left <= 0) throw new Error(`never came true: ${what}`);
      await this.advance(50);
    }
  }
}
