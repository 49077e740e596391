import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from './element.ts';
import './pa-dialog.ts';

export type Question = { heading: string; text?: string; label: string; danger?: boolean };

/** Asks before something that cannot be undone. A `question` of null closes it. Says `pa-confirm`, or `pa-close`. */
@customElement('pa-ask')
export class PaAsk extends PaElement {
  static override styles = [
    buttons,
    css`
      p {
        color: var(--text-soft);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** The question stands in the dialog while it closes. */
  private shown: Question | null = null;

  @property({ attribute: false }) question: Question | null = null;

  override willUpdate(): void {
    this.shown = this.question ?? this.shown;
  }

  override render() {
    const { shown } = this;
    if (!shown) return null;
    return html`<pa-dialog .open=${this.question !== null} .heading=${shown.heading}>
      ${shown.text ? html`<p>${shown.text}</p>` : null}
      <div slot="actions">
        <button class="button" @click=${() => this.emit('pa-close')}>${t().app.cancel}</button>
        <button
          class="button ${shown.danger === false ? 'primary' : 'danger'}"
          @click=${() => this.emit('pa-confirm')}
        >
          ${shown.label}
        </button>
      </div>
    </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-ask': PaAsk;
  }
  interface HTMLElementEventMap {
    'pa-confirm': CustomEvent<undefined>;
  }
}
