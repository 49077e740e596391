import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isUnreachable } from '../../core/http.ts';
import type { Timeline } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { toast } from '../../ui/pa-toast.ts';

/** A connection that comes within this time is not worth a notice. */
const PATIENCE_MS = 4_000;

type Parts = { timeline(): Timeline | null; isOnline(): boolean };

/** Goes to one message of a chat. What is not on the device waits for the connection, and the reader is told. */
export class Jump implements ReactiveController {
  /** Another object for each jump: the first of two to one message ends when the second begins. */
  private wanted: { seq: number } | null = null;
  private online = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const online = this.parts.isOnline();
    const back = online && !this.online;
    this.online = online;
    if (back && this.wanted !== null) void this.goTo(this.wanted.seq);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** The person has gone somewhere else since. */
  readonly cancel = (): void => {
    this.wanted = null;
    clearTimeout(this.timer);
  };

  async goTo(seq: number): Promise<void> {
    this.cancel();
    const wanted = { seq };
    this.wanted = wanted;
    try {
      await this.parts.timeline()?.jumpTo(seq);
      if (this.wanted === wanted) this.cancel();
    } catch (error) {
      if (this.wanted === wanted) this.handleFailure(error);
    }
  }

  private handleFailure(error: unknown): void {
    if (isUnreachable(error)) {
      this.timer = setTimeout(() => toast(t().messages.jumpWaits), PATIENCE_MS);
      return;
    }
    this.cancel();
    toast(t().messages.jumpFailed);
  }
}
