import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Holds the time, and redraws its host as it passes: every minute for "5 minutes ago", every second for a countdown.
 */
export class NowController implements ReactiveController {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly everyMs: number,
  ) {
    host.addController(this);
  }

  get now(): number {
    return Date.now();
  }

  hostConnected(): void {
    this.timer = setInterval(() => this.host.requestUpdate(), this.everyMs);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }
}
