import type { Env } from '../core/env.ts';
import { ApiError, type TimelineView } from '../core/services.ts';

/** A failed page is not asked again at every pixel of a scroll. */
const PAUSE_MS = 2000;

type Hooks = {
  onLoading(what: TimelineView['loading']): void;
  isClosed(): boolean;
  /** A pause after a failure is over. */
  onRetry(): void;
};

/** The loads of one timeline: a later one takes the place of an earlier one, whose page then comes to nothing. */
export class Loads {
  private turn = 0;
  private running: TimelineView['loading'] = null;
  private failedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks,
  ) {}

  get isIdle(): boolean {
    return this.running === null;
  }

  /** The same is being loaded already, or has just failed. */
  mustWait(what: 'older' | 'newer'): boolean {
    return this.running === what || this.env.now() - this.failedAt < PAUSE_MS;
  }

  /** Takes the place of the load that is running. Returns a function that says whether this one is still the latest. */
  supersede(): () => boolean {
    const turn = ++this.turn;
    this.setRunning(null);
    return () => turn === this.turn && !this.hooks.isClosed();
  }

  async run(
    what: 'older' | 'newer',
    work: (isCurrent: () => boolean) => Promise<void>,
  ): Promise<void> {
    const isCurrent = this.supersede();
    this.setRunning(what);
    try {
      await work(isCurrent);
    } catch (error) {
      // A database that closes under a page which is being read: the person has signed out.
      if (!(error instanceof ApiError) && !this.hooks.isClosed()) throw error;
      this.failedAt = this.env.now();
      this.env.after(PAUSE_MS, () => this.hooks.onRetry());
    } finally {
      if (isCurrent()) this.setRunning(null);
    }
  }

  private setRunning(what: TimelineView['loading']): void {
    this.running = what;
    this.hooks.onLoading(what);
  }
}
