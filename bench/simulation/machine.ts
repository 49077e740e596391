import type { Clock } from './clock.ts';

type Work = { ms: number; then: () => void };

/** Some cores that the processes which have work share evenly. A process uses one core at most. */
export class Machine {
  private readonly busy = new Set<Process>();
  private since = 0;
  private plan = 0;

  constructor(
    private readonly clock: Clock,
    private readonly cores: number,
  ) {}

  process(): Process {
    return new Process(this);
  }

  /** The process has got its first work, or has no more. */
  turn(process: Process, isBusy: boolean): void {
    this.settle();
    if (isBusy) this.busy.add(process);
    else this.busy.delete(process);
  }

  /** Looks ahead to the next end of a piece of work. */
  look(): void {
    this.settle();
    const plan = ++this.plan;
    let next = Number.POSITIVE_INFINITY;
    for (const process of this.busy) next = Math.min(next, process.left);
    if (next === Number.POSITIVE_INFINITY) return;
    this.clock.after(next / this.speed, () => {
      if (plan === this.plan) this.finish();
    });
  }

  private finish(): void {
    this.settle();
    const ended = [...this.busy].filter((process) => process.left < 1e-9);
    for (const process of ended) process.finish();
    this.look();
  }

  private get speed(): number {
    return Math.min(1, this.cores / this.busy.size);
  }

  private settle(): void {
    const done = (this.clock.now - this.since) * this.speed;
    this.since = this.clock.now;
    for (const process of this.busy) process.progress(done);
  }
}

/** One thread, which does its work in order. */
export class Process {
  /** CPU that it has used, ms. */
  used = 0;
  private queue: Work[] = [];
  private head = 0;

  constructor(private readonly machine: Machine) {}

  do(ms: number, then: () => void = () => {}): void {
    this.queue.push({ ms, then });
    if (this.queue.length - this.head > 1) return;
    this.machine.turn(this, true);
    this.machine.look();
  }

  get left(): number {
    return this.queue[this.head]?.ms ?? 0;
  }

  progress(ms: number): void {
    const work = this.queue[this.head];
    if (!work) return;
    work.ms -= ms;
    this.used += ms;
  }

  finish(): void {
    const work = this.queue[this.head++];
    if (this.head === this.queue.length) {
      this.queue = [];
      this.head = 0;
      this.machine.turn(this, false);
    } else if (this.head > 4096) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    work?.then();
  }
}
