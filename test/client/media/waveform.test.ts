import { expect, test } from 'bun:test';
import {
  barsOf,
  decodeWaveform,
  encodeWaveform,
  loudnessOf,
} from '../../../client/media/waveform.ts';

test('loudness follows the ear: silence is none, half as strong is a little less', () => {
  expect(loudnessOf(new Float32Array(100))).toBe(0);
  expect(loudnessOf(new Float32Array(100).fill(1))).toBe(1);
  expect(loudnessOf(new Float32Array(100).fill(0.5))).toBeCloseTo(0.88, 2);
  expect(loudnessOf(new Float32Array(100).fill(0.0001))).toBe(0);
});

test('a recording of any length has 64 bars, in at most 128 letters', () => {
  for (const length of [0, 1, 5, 63, 64, 65, 1000, 72_000]) {
    const levels = Array.from({ length }, (_, i) => i / length);
    const text = encodeWaveform(levels);
    expect(text.length).toBe(88);
    expect(text).toMatch(/^[A-Za-z0-9+/]*={0,2}$/);
    const bars = decodeWaveform(text);
    expect(bars.length).toBe(64);
    expect(bars).toEqual(bars.toSorted((one, other) => one - other));
  }
});

test('the loudest bar is whole, but the noise of a quiet room is not made loud', () => {
  expect(Math.max(...decodeWaveform(encodeWaveform([0.1, 0.4, 0.2])))).toBe(1);
  expect(Math.max(...decodeWaveform(encodeWaveform([0.02, 0.01])))).toBeCloseTo(0.1, 1);
});

test('a short cry among much silence is seen', () => {
  const levels = Array(10_000).fill(0);
  levels[5000] = 1;
  expect(barsOf(levels).filter((bar) => bar === 1).length).toBe(1);
});

test('what is no waveform has no bars', () => {
  expect(decodeWaveform('')).toEqual([]);
  expect(decodeWaveform('<>')).toEqual([]);
});
