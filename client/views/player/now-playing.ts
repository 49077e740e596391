import { type ReadableStore, Writable } from '../../core/store.ts';
import type { Track } from './track.ts';

/** How fast a voice message may be heard: a press goes on to the next, and from the last to the first. */
const SPEEDS: readonly number[] = [1, 1.5, 2];

export const nextSpeed = (speed: number): number =>
  SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;

export type PlayerState = {
  track: Track;
  /** `waiting`: it is to play, and its bytes are on their way. */
  status: 'playing' | 'waiting' | 'paused' | 'failed';
  positionMs: number;
  /** null: not known yet. */
  durationMs: number | null;
  speed: number;
};

/** What screens see of the player; it is loaded when something is played for the first time. */
export interface PlayerControls {
  readonly state: ReadableStore<PlayerState | null>;
  /** Plays the track, or pauses it where it is the one that plays. */
  toggle(track: Track): void;
  seek(positionMs: number): void;
  setSpeed(speed: number): void;
  /** Ends playing and forgets the track. */
  stop(): void;
}

/** null until something is played. */
export const nowPlaying = new Writable<PlayerControls | null>(null);
