import type { Log } from '../log.ts';

/** Each of them asks the database for what frames would have said. */
export type RepairSteps = {
  /** First of all: who has lost the right to hear. */
  closeEnded(): Promise<void>;
  reenterGroups(): Promise<void>;
  reloadSettings(): Promise<void>;
  /** Makes every device here ask `sync`. */
  hint(): Promise<void>;
};

/** Repairs that are asked for in this time are one. */
const GATHER_MS = 250;

/** After a gap: what this node has missed is not known, so all that lives here is compared with the database. */
export class Repair {
  private timer: Timer | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  count = 0;

  constructor(
    private readonly steps: RepairSteps,
    private readonly log: Log,
  ) {}

  order(): void {
    if (this.stopped) return;
    if (this.running) this.again = true;
    else this.timer ??= setTimeout(() => this.begin(), GATHER_MS);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private begin(): void {
    this.timer = undefined;
    this.running = this.run()
      // The database is away too, say: asked again until it answers.
      .catch((error: unknown) => {
        this.log.warn('gap not repaired', { error });
        this.again = true;
      })
      .finally(() => {
        this.running = undefined;
        if (!this.again) return;
        this.again = false;
        this.order();
      });
  }

  private async run(): Promise<void> {
    const { closeEnded, reenterGroups, reloadSettings, hint } = this.steps;
    await closeEnded();
    await reenterGroups();
    await reloadSettings();
    await hint();
    this.count++;
  }
}
