import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isUnreachable } from '../../core/http.ts';
import type { Timeline } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { toast } from '../../ui/pa-toast.ts';

/** A connection that comes within this is nothing to speak of. */
const PATIENCE_MS = 4_000;

type Parts = { timeline(): Timeline | null; online(): boolean };

/** The way to one message of a chat. What is not on the device waits for the connection, and says that it waits. */
export class Jump implements ReactiveController {
  /** Another object for each time: the first of two jumps to one place ends when the second begins. */
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
    const online = this.parts.online();
    const back = online && !this.online;
    this.online = online;
    if (back && this.wanted !== null) void this.to(this.wanted.seq);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** The person has gone somewhere else since. */
  readonly forget = (): void => {
    this.wanted = null;
    clearTimeout(this.timer);
  };

  async to(seq: number): Promise<void> {
    this.forget();
    const wanted = { seq };
    this.wanted = wanted;
    try {
      await this.parts.timeline()?.jumpTo(seq);
      if (this.wanted === wanted) this.forget();
    } catch (error) {
      if (this.wanted === wanted) this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (isUnreachable(error)) {
      this.timer = setTimeout(() => toast(t().messages.jumpWaits), PATIENCE_MS);
      return;
    }
    this.forget();
    toast(t().messages.jumpFailed);
  }
}
