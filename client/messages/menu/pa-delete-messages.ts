import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { messageDialogWords } from '../../i18n/texts/message-dialogs.ts';
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
  /** True when no other person has the chat. */
  @property({ type: Boolean }) alone = false;

  override render() {
    const words = messageDialogWords();
    return html`<pa-dialog open .heading=${words.deleteTitle(this.count, formatNumber(this.count))}>
      ${this.alone ? nothing : html`<p>${this.everyone ? words.deleteForAllText : words.deleteText}</p>`}
      <div slot="actions">
        ${this.everyone && !this.alone ? this.renderEveryone() : nothing}
        <button
          class="button ${this.everyone && !this.alone ? '' : 'danger'}"
          @click=${() => this.emit('pa-delete', { everyone: this.everyone && this.alone })}
        >
          ${this.alone ? t().messages.delete : words.deleteForMe}
        </button>
      </div>
    </pa-dialog>`;
  }

  private renderEveryone() {
    return html`<button
      class="button danger"
      @click=${() => this.emit('pa-delete', { everyone: true })}
    >
      ${messageDialogWords().deleteForAll}
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
