import { t } from '../../i18n/locale.ts';
import type { PlayerControls } from './now-playing.ts';
import type { Track } from './track.ts';

const STEP_MS = 10_000;

/** The keys of a keyboard, a headset, or the lock screen, where the browser hands them on. */
export class MediaKeys {
  constructor(private readonly player: PlayerControls) {}

  take(track: Track): void {
    const session = this.session;
    if (!session) return;
    const artist = track.kind === 'voice' ? t().messages.attached.voice : '';
    session.metadata = new MediaMetadata({ title: track.title, artist });
    const toggle = () => this.player.toggle(track);
    const step = (ms: number) => () =>
      this.player.seek((this.player.state.get()?.positionMs ?? 0) + ms);
    session.setActionHandler('play', toggle);
    session.setActionHandler('pause', toggle);
    session.setActionHandler('stop', () => this.player.stop());
    session.setActionHandler('seekbackward', step(-STEP_MS));
    session.setActionHandler('seekforward', step(STEP_MS));
  }

  follow(plays: boolean): void {
    if (this.session) this.session.playbackState = plays ? 'playing' : 'paused';
  }

  release(): void {
    const session = this.session;
    if (!session) return;
    session.metadata = null;
    session.playbackState = 'none';
    for (const action of ['play', 'pause', 'stop', 'seekbackward', 'seekforward'] as const)
      session.setActionHandler(action, null);
  }

  private get session(): MediaSession | undefined {
    return 'mediaSession' in navigator ? navigator.mediaSession : undefined;
  }
}
