import { svg } from 'lit';
import { fromBase64 } from '../../media/base64.ts';

/** Of the drawing; CSS stretches it. */
const WAVE = { width: 192, height: 32 };
const BARS = 64;
const LOWEST = 2;

/** The bars of a waveform as one path: 64 samples of 0 to 255 in base64, or a low line where there are none. */
export function waveformPath(samples: string | undefined): string {
  const bytes = samples === undefined ? undefined : fromBase64(samples);
  const step = WAVE.width / BARS;
  let path = '';
  for (let i = 0; i < BARS; i++) {
    const share = (bytes?.[i] ?? 0) / 255;
    const height = Math.max(LOWEST, Math.round(share * WAVE.height));
    const x = (i + 0.5) * step;
    path += `M${x} ${(WAVE.height - height) / 2}v${height}`;
  }
  return path;
}

/** Drawn twice on top of each other: what was heard is cut out of the upper one by CSS. */
export function renderWaveform(path: string) {
  const bars = (part: 'ahead' | 'heard') =>
    svg`<path class=${part} d=${path} vector-effect="non-scaling-stroke" />`;
  return svg`<svg viewBox="0 0 ${WAVE.width} ${WAVE.height}" preserveAspectRatio="none" aria-hidden="true"
    >${bars('ahead')}${bars('heard')}</svg
  >`;
}
