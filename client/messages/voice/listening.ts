import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Plays what was spoken before it is sent. */
export class Listening implements ReactiveController {
  private audio: HTMLAudioElement | undefined;
  private url = '';

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get isOn(): boolean {
    return this.audio !== undefined;
  }

  /** How much of it has been heard, 0 to 1, by our own duration: recordings do not say theirs. */
  shareOf(durationMs: number): number {
    return this.audio ? Math.min(1, (this.audio.currentTime * 1000) / Math.max(1, durationMs)) : 0;
  }

  async start(blob: Blob): Promise<void> {
    this.stop();
    this.url = URL.createObjectURL(blob);
    const audio = new Audio(this.url);
    this.audio = audio;
    audio.ontimeupdate = () => this.host.requestUpdate();
    audio.onended = () => this.stop();
    this.host.requestUpdate();
    await audio.play().catch(() => this.stop());
  }

  stop(): void {
    if (!this.audio) return;
    this.audio.pause();
    this.audio = undefined;
    URL.revokeObjectURL(this.url);
    this.host.requestUpdate();
  }
}
