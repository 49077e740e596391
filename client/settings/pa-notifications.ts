import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { notificationWords } from '../i18n/texts/notifications.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { switches, switchRow } from '../ui/switch-row.ts';
import { type ArrivalChoice, choose, isArrivalChosen } from '../views/arrival-choice.ts';
import { playSound } from '../views/sound.ts';
import './push/pa-push-device.ts';
import './push/pa-push-rules.ts';
import { sectionStyles } from './section.styles.ts';

/** How a person hears of messages: while the app is closed, and what this device does while it is open. */
@customElement('pa-notifications')
export class PaNotifications extends PaElement {
  static override styles = [
    buttons,
    switches,
    sectionStyles,
    css`
      /* As in the card of the rules above. */
      .switch {
        padding-inline: 0;
      }

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
    const { here, everywhere, whileOpen } = notificationWords();
    return html`<h2>${here}</h2>
      <pa-push-device></pa-push-device>
      <h2>${everywhere}</h2>
      <pa-push-rules></pa-push-rules>
      <h2>${whileOpen}</h2>
      <div class="card">
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
