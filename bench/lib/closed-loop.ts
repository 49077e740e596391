import { type BesideCpu, besideCpuMs, type LoadJob, serversCpuMs, until } from './load.ts';

export type LoopResult = { messages: number; seconds: number; cpuMs: number; beside: BesideCpu };

/**
 * The warm-up ends by number, not by time alone: on a busy machine the compiler of the server's JavaScript would
 * still be at work.
 */
const WARM_MESSAGES = 100_000;
const LEAST_MESSAGES = 50_000;

/** A closed loop: the place of a flight that has landed is taken at once by the next one. */
export class ClosedLoop {
  private done = 0;
  private flying = 0;
  private sending = true;
  private failure: string | null = null;

  constructor(private readonly job: LoadJob) {}

  begin(fly: () => void): void {
    this.flying++;
    fly();
  }

  land(fly: () => void): void {
    this.flying--;
    this.done++;
    if (this.sending) this.begin(fly);
  }

  fail(reason: string): void {
    this.failure ??= reason;
  }

  async measure(): Promise<LoopResult> {
    const { job } = this;
    await Bun.sleep(job.warmMs);
    await this.reach('the warm-up', job.warmMessages ?? WARM_MESSAGES);
    const first = this.moment();
    await Bun.sleep(job.measureMs);
    await this.reach('messages', first.done + (job.leastMessages ?? LEAST_MESSAGES));
    this.sending = false;
    await until('the last flights', () => this.flying === 0 || this.failure !== null);
    this.check();
    const last = this.moment();
    return {
      messages: last.done - first.done,
      seconds: (last.at - first.at) / 1000,
      cpuMs: last.cpu - first.cpu,
      beside: {
        database: last.database - first.database,
        bus: last.bus - first.bus,
        load: last.load - first.load,
      },
    };
  }

  private moment() {
    const { done, job } = this;
    return { done, cpu: serversCpuMs(job), ...besideCpuMs(job), at: performance.now() };
  }

  private async reach(what: string, count: number): Promise<void> {
    await until(what, () => this.done >= count || this.failure !== null, 120_000);
    this.check();
  }

  private check(): void {
    if (this.failure) throw new Error(this.failure);
  }
}
