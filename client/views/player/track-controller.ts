import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { nowPlaying, type PlayerState } from './now-playing.ts';

/** What the player does with the track of its host, which is redrawn when that changes. */
export class TrackController implements ReactiveController {
  current: PlayerState | null = null;
  private stops: (() => void)[] = [];

  /** `isOwn`: whether a track is the one that the host shows. */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly isOwn: (key: string) => boolean,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stops = [nowPlaying.subscribe(this.watch)];
    this.watch();
  }

  hostUpdate(): void {
    this.current = this.read();
  }

  hostDisconnected(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
  }

  private readonly watch = (): void => {
    const player = nowPlaying.get();
    if (player) this.stops.push(player.state.subscribe(this.handleState));
    this.handleState();
  };

  private readonly handleState = (): void => {
    if (this.read() !== this.current) this.host.requestUpdate();
  };

  private read(): PlayerState | null {
    const state = nowPlaying.get()?.state.get() ?? null;
    return state && this.isOwn(state.track.key) ? state : null;
  }
}
