import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A timer may be late by hours on a device that slept, so the day is checked again when the page is looked at. */
const SOON_MS = 1_000;

/** Redraws its host when another day begins by the device's calendar. */
export class DayController implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawn = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.drawn = today();
    document.addEventListener('visibilitychange', this.checkDay);
    this.wait();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.checkDay);
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.checkDay, tomorrow() - Date.now() + SOON_MS);
  }

  private readonly checkDay = (): void => {
    if (today() !== this.drawn) this.host.requestUpdate();
    this.drawn = today();
    this.wait();
  };
}

function today(): number {
  return new Date().setHours(0, 0, 0, 0);
}

function tomorrow(): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
}
