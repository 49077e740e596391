import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { switches, switchRow } from '../ui/switch-row.ts';
import { type ArrivalChoice, choose, isArrivalChosen } from '../views/arrival-choice.ts';
import { playSound } from '../views/sound.ts';
import { sectionStyles } from './section.styles.ts';

/** What this device does when a message comes while the app is open. */
@customElement('pa-notifications')
export class PaNotifications extends PaElement {
  static override styles = [
    buttons,
    switches,
    sectionStyles,
    css`
      .hint {
        margin: var(--space-2) var(--space-4);
        color: var(--text-faint);
        font-size: var(--text-sm);
        line-height: 1.6;
      }
    `,
  ];

  override render() {
    const words = settingsWords();
    const row = (what: ArrivalChoice) =>
      switchRow(words[what], isArrivalChosen(what), (on) => choose(what, on));
    return html`<div class="card">
        ${row('sound')} ${row('notice')}
        <button class="button quiet" @click=${() => playSound()}>${words.tryIt}</button>
      </div>
      <p class="hint">${words.noticeHint}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-notifications': PaNotifications;
  }
}
