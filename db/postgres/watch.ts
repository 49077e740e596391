import type { ReservedSQL } from 'bun';
import type { DbLog } from '../engine/checkpoints.ts';
import { Pool, type PoolOptions } from './pool.ts';

const EVERY_MS = 1000;
/** A server that does not answer a small question for so long is taken for frozen. */
const PATIENCE_MS = 3000;

/** Asks the server every second, on a connection of its own, whether it is there. */
export class ServerWatch {
  /** How long the last answer took, ms; undefined while there is none. */
  latencyMs: number | undefined;
  private readonly pool: Pool;
  private timer: Timer | undefined;
  private away = false;
  private asking = false;

  /** `question`: a small one. `onSilence`: the server accepts connections and never answers. */
  constructor(
    options: PoolOptions,
    private readonly question: (client: ReservedSQL) => Promise<unknown>,
    private readonly log: DbLog | undefined,
    private readonly onSilence: () => void,
  ) {
    this.pool = new Pool(options);
  }

  get isAway(): boolean {
    return this.away;
  }

  start(): void {
    this.timer = setInterval(() => void this.ask(), EVERY_MS);
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.pool.close();
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const asked = performance.now();
    try {
      await this.pool.use(PATIENCE_MS, this.question);
      this.latencyMs = performance.now() - asked;
      if (this.away) this.log?.info('database back');
      this.away = false;
    } catch (error) {
      if (!this.away) this.log?.error('database away', { error });
      this.away = true;
      this.latencyMs = undefined;
      if (performance.now() - asked >= PATIENCE_MS - 100) this.onSilence();
    } finally {
      this.asking = false;
    }
  }
}
