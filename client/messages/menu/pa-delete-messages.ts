import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { PaElement } from '../../ui/element.ts';
import '../../ui/pa-dialog.ts';

/** Asks before messages are deleted: for oneself, or for everyone where one may. Events: `pa-delete`, `pa-close`. */
@customElement('pa-delete-messages')
export class PaDeleteMessages extends PaElement {
  static override styles = [
    buttons,
    css`
      p {
        color: var(--text-soft);
      }
    `,
  ];

  @property({ type: Number }) count = 1;
  @property({ type: Boolean }) everyone = false;
  /** Nobody else is there to keep it. */
  @property({ type: Boolean }) alone = false;

  override render() {
    const words = t().messages;
    return html`<pa-dialog open .heading=${words.deleteTitle(this.count, number(this.count))}>
      ${this.alone ? nothing : html`<p>${this.everyone ? words.deleteForAllText : words.deleteText}</p>`}
      <div slot="actions">
        ${this.everyone && !this.alone ? this.renderEveryone() : nothing}
        <button
          class="button ${this.everyone && !this.alone ? '' : 'danger'}"
          @click=${() => this.emit('pa-delete', { everyone: this.everyone && this.alone })}
        >
          ${this.alone ? words.delete : words.deleteForMe}
        </button>
      </div>
    </pa-dialog>`;
  }

  private renderEveryone() {
    return html`<button
      class="button danger"
      @click=${() => this.emit('pa-delete', { everyone: true })}
    >
      ${t().messages.deleteForAll}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-delete-messages': PaDeleteMessages;
  }
  interface HTMLElementEventMap {
    'pa-delete': CustomEvent<{ everyone: boolean }>;
  }
}
