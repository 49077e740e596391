import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import '../ui/pa-dialog.ts';

/** Asks before logging out, and says what would be lost. */
@customElement('pa-log-out')
export class PaLogOut extends PaElement {
  static override styles = [
    buttons,
    css`
      .lost {
        margin-block-start: var(--space-3);
        padding: var(--space-2) var(--space-3);
        color: var(--danger);
        background: var(--danger-wash);
        border-radius: var(--radius-md);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @state() private isBusy = false;
  @state() private failure: unknown = null;

  @property({ type: Boolean }) open = false;

  private get hasUnsent(): boolean {
    const chats = this.services?.messenger.chats.get() ?? [];
    return chats.some(({ last }) => last?.state === 'queued' || last?.state === 'failed');
  }

  private async handleLogOut(): Promise<void> {
    this.isBusy = true;
    this.failure = null;
    try {
      await this.services?.account.logout();
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  override render() {
    const words = settingsWords();
    return html`<pa-dialog .open=${this.open} .heading=${words.logOutAsk}>
      <p>${words.logOutText}</p>
      ${this.hasUnsent ? html`<p class="lost">${words.logOutUnsent}</p>` : null}
      ${
        this.failure === null
          ? null
          : html`<p class="lost" role="alert">${describeProblem(this.failure)}</p>`
      }
      <div slot="actions">
        <button class="button" @click=${() => this.emit('pa-close')}>${t().app.cancel}</button>
        <button class="button danger" ?disabled=${this.isBusy} @click=${this.handleLogOut}>
          ${words.logOut}
        </button>
      </div>
    </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-log-out': PaLogOut;
  }
}
