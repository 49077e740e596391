import { html } from 'lit';
import { t } from '../i18n/locale.ts';
import { TONES, type Tone, withTone } from './tones.ts';

/** It takes a tone well and is nothing but a hand. */
const SAMPLE = '✋';

export function toneButton(tone: Tone, open: () => void) {
  const words = t().emoji;
  return html`<button
    class="icon-button tone"
    aria-label="${words.tone}: ${words.tones[tone]}"
    title=${words.tone}
    @click=${open}
  >
    ${withTone(SAMPLE, tone)}
  </button>`;
}

export function toneChoice(chosen: Tone, choose: (tone: Tone) => void) {
  const words = t().emoji;
  return html`<div class="tones" role="group" aria-label=${words.tone}>
    ${TONES.map(
      (tone) =>
        html`<button
          aria-pressed=${tone === chosen}
          aria-label=${words.tones[tone]}
          title=${words.tones[tone]}
          @click=${() => choose(tone)}
        >
          ${withTone(SAMPLE, tone)}
        </button>`,
    )}
  </div>`;
}
