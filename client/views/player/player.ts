import type { ClientServices } from '../../core/services.ts';
import { Writable } from '../../core/store.ts';
import { MediaKeys } from './media-keys.ts';
import { nowPlaying, type PlayerControls, type PlayerState } from './now-playing.ts';
import type { Track } from './track.ts';

/** One sound at a time for the whole app: it goes on while one looks at another chat. */
class Player implements PlayerControls {
  readonly state = new Writable<PlayerState | null>(null);
  private readonly audio = new Audio();
  private readonly keys = new MediaKeys(this);
  private speed = 1;
  /** Another one when another track is chosen: what was asked for the last one comes too late. */
  private turn = 0;
  private opened: { url: string; release(): void } | undefined;

  constructor() {
    const { audio } = this;
    audio.preload = 'auto';
    audio.preservesPitch = true;
    audio.addEventListener('timeupdate', () => this.tell());
    audio.addEventListener('durationchange', () => this.tell());
    audio.addEventListener('playing', () => this.tell('playing'));
    audio.addEventListener('waiting', () => this.tell('waiting'));
    audio.addEventListener('pause', () => this.handlePause());
    audio.addEventListener('ended', () => void this.handleEnd());
    audio.addEventListener('error', () => void this.fail());
  }

  toggle(track: Track): void {
    const now = this.state.get();
    if (now?.track.key !== track.key) this.begin(track);
    else if (now.status === 'failed') this.begin(now.track, now.positionMs);
    else if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  seek(positionMs: number): void {
    const now = this.state.get();
    if (!now) return;
    const end = now.durationMs ?? positionMs;
    this.audio.currentTime = Math.max(0, Math.min(positionMs, end)) / 1000;
    this.tell();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.applySpeed();
    this.tell();
  }

  stop(): void {
    this.turn++;
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load();
    this.forgetOpened();
    this.state.set(null);
    this.keys.release();
  }

  private begin(track: Track, fromMs = 0): void {
    this.turn++;
    this.forgetOpened();
    this.audio.src = track.src;
    if (fromMs > 0) this.audio.currentTime = fromMs / 1000;
    this.applySpeed();
    const { durationMs } = track;
    const state = { track, positionMs: fromMs, durationMs, speed: this.speed };
    this.state.set({ ...state, status: 'waiting' });
    this.keys.take(track);
    this.play();
  }

  private play(): void {
    const { turn } = this;
    // Refused without a gesture, or because another track took its place.
    this.audio.play().then(
      () => {
        const now = this.state.get();
        if (turn === this.turn) now?.track.markPlayed();
      },
      () => {
        if (turn === this.turn && !this.audio.error) this.tell('paused');
      },
    );
  }

  /** Music is heard as it was made. */
  private applySpeed(): void {
    const speed = this.state.get()?.track.kind === 'audio' ? 1 : this.speed;
    this.audio.defaultPlaybackRate = speed;
    this.audio.playbackRate = speed;
  }

  private tell(status?: PlayerState['status']): void {
    const now = this.state.get();
    if (!now || (now.status === 'failed' && !status)) return;
    const { duration, currentTime } = this.audio;
    const measured = Number.isFinite(duration) ? duration * 1000 : null;
    const durationMs = now.track.durationMs ?? measured;
    const positionMs = Math.min(currentTime * 1000, durationMs ?? Number.POSITIVE_INFINITY);
    const next = status ?? now.status;
    this.state.set({ ...now, status: next, positionMs, durationMs, speed: this.speed });
    this.keys.follow(next === 'playing' || next === 'waiting');
  }

  /** A track that ends pauses first. */
  private handlePause(): void {
    if (!this.audio.ended && !this.audio.error) this.tell('paused');
  }

  private async handleEnd(): Promise<void> {
    const { turn } = this;
    const ended = this.state.get()?.track;
    const next = await ended?.next().catch(() => null);
    if (turn !== this.turn) return;
    if (next) this.begin(next);
    else this.stop();
  }

  /** Another way to the same bytes is tried once. */
  private async fail(): Promise<void> {
    const { audio, turn } = this;
    const now = this.state.get();
    if (!now || !audio.hasAttribute('src')) return;
    const opened = this.opened ? undefined : await now.track.open().catch(() => undefined);
    if (turn !== this.turn || !opened) {
      opened?.release();
      if (turn === this.turn) this.tell('failed');
      return;
    }
    this.opened = opened;
    audio.src = opened.url;
    audio.currentTime = now.positionMs / 1000;
    this.applySpeed();
    this.play();
  }

  private forgetOpened(): void {
    this.opened?.release();
    this.opened = undefined;
  }
}

/** The one player of the page. It ends when its person signs out. */
export function usePlayer({ account }: ClientServices): PlayerControls {
  const known = nowPlaying.get();
  if (known) return known;
  const player = new Player();
  nowPlaying.set(player);
  account.me.subscribe(() => {
    if (!account.me.get()) player.stop();
  });
  return player;
}
