import type { ReactiveControllerHost } from 'lit';
import type { Timeline } from '../../core/services.ts';

export type LoadSide = 'older' | 'newer';

/** Asks for more history, one request at a time, and keeps a failure until the reader or the connection asks again. */
export class EdgeLoader {
  failed: LoadSide | null = null;
  private busy = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly timeline: () => Timeline | null,
  ) {}

  async load(side: LoadSide): Promise<void> {
    const timeline = this.timeline();
    if (!timeline || this.failed === side || timeline.view.get().loading !== null) return;
    const edgeKey = () => timeline.view.get().messages.at(side === 'older' ? 0 : -1)?.clientId;
    await this.attempt(side, async () => {
      const before = edgeKey();
      await (side === 'older' ? timeline.loadOlder() : timeline.loadNewer());
      // A reply without messages is a failure too: asking again at once would never end.
      if (edgeKey() === before) throw new Error('nothing came');
    });
  }

  async attempt(side: LoadSide, ask: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await ask();
      return true;
    } catch {
      // Whatever the reason, the reader sees that these did not come, and can ask again.
      this.failed = side;
      return false;
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }

  retry(side: LoadSide): void {
    this.failed = null;
    this.host.requestUpdate();
    void this.load(side);
  }

  clearFailure(): void {
    this.failed = null;
  }
}
