import { fromBase64, toBase64 } from './base64.ts';

/** Bars of a voice message; a byte for each in what is sent. */
const WAVE_BARS = 64;

/** Silence of a room, in decibels below full. */
const FLOOR_DB = 50;
/** So quiet a recording is not made loud: its noise would look like words. */
const QUIET = 0.2;

/** How loud samples are to an ear, 0 to 1. */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  if (sum === 0) return 0;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, 1 + decibels / FLOOR_DB));
}

/** Any number of levels (0 to 1) as the bars that are sent, the loudest one being whole: 88 letters of base64. */
export function encodeWaveform(levels: readonly number[]): string {
  const loudest = Math.max(QUIET, ...barsOf(levels));
  return toBase64(Uint8Array.from(barsOf(levels), (level) => Math.round((255 * level) / loudest)));
}

/** The bars of a message, 0 to 1; none where there are none. */
export function decodeWaveform(text: string): number[] {
  return Array.from(fromBase64(text) ?? [], (byte) => byte / 255);
}

/** Each bar is as high as the loudest of its share; of few levels each stands for several bars. */
export function barsOf(levels: readonly number[], count = WAVE_BARS): number[] {
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * levels.length) / count));
    return Math.max(0, ...levels.slice(from, to));
  });
}
