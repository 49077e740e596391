import { html } from 'lit';
import { pickerWords } from '../i18n/texts/emoji-picker.ts';
import { TONES, type Tone, withTone } from './tones.ts';

/** A hand shows the tone well and holds nothing else. */
const SAMPLE = '✋';

export function toneButton(tone: Tone, open: () => void) {
  const words = pickerWords();
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
  const words = pickerWords();
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
