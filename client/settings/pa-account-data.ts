import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { EraseData } from '../../protocol/accounts.ts';
import { type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { choiceCards, choiceStyles } from '../ui/choices.ts';
import { PaElement } from '../ui/element.ts';
import { secret, secrets } from '../ui/secret.ts';
import { saveExport } from './export.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-spinner.ts';

/** Exports one's data, and deletes the account. */
@customElement('pa-account-data')
export class PaAccountData extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    secrets,
    choiceStyles,
    sectionStyles,
    css`
      .card .button {
        justify-self: end;
      }

      .final {
        margin-block-end: var(--space-3);
        color: var(--text-soft);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-2);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);

  @state() private data: EraseData = 'keep';
  @state() private isSaving = false;
  @state() private saveFailure: unknown = null;
  @state() private isAsking = false;
  @state() private shown = false;
  @state() private isBusy = false;
  @state() private failure: unknown = null;

  private async save(): Promise<void> {
    this.isSaving = true;
    this.saveFailure = null;
    try {
      if (this.services) await saveExport(this.services.call);
    } catch (error) {
      this.saveFailure = error;
    } finally {
      this.isSaving = false;
    }
  }

  private async handleDelete(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    const form = new FormData(event.target as HTMLFormElement);
    this.isBusy = true;
    this.shown = false;
    this.failure = null;
    try {
      const password = String(form.get('current') ?? '');
      await this.services?.account.deleteMe({ password, data: this.data });
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  /** The form asks for the password alone: a sentence about a username would be misplaced. */
  private get failureText(): string | null {
    if (this.failure === null) return null;
    const wrong = isApiError(this.failure, 'credentials_wrong');
    return wrong ? serverTexts().passwordWrong : describeProblem(this.failure);
  }

  private close(): void {
    this.isAsking = false;
    this.failure = null;
  }

  override render() {
    const words = serverTexts();
    return html`
      <h2>${words.exportTitle}</h2>
      <div class="card">
        <p>${words.exportText}</p>
        <button class="button" ?disabled=${this.isSaving} @click=${this.save}>
          ${this.isSaving ? html`<pa-spinner></pa-spinner>` : html`<pa-icon name="download"></pa-icon>`}${words.export}
        </button>
        ${
          this.saveFailure === null
            ? nothing
            : html`<p class="wrong" role="alert">${describeProblem(this.saveFailure)}</p>`
        }
      </div>
      <h2>${words.deleteTitle}</h2>
      <div class="card">
        <p>${words.deleteText}</p>
        ${choiceCards({
          name: 'data',
          legend: words.deleteMessages,
          value: this.data,
          choices: [
            { value: 'keep', label: words.keep, hint: words.keepHint },
            { value: 'erase', label: words.erase, hint: words.eraseHint },
          ],
          set: (value) => {
            this.data = value as EraseData;
          },
        })}
        <button
          class="button danger"
          @click=${() => {
            this.isAsking = true;
          }}
        >
          ${words.deleteTitle}
        </button>
      </div>
      ${this.renderQuestion()}
    `;
  }

  private renderQuestion() {
    const words = serverTexts();
    return html`<pa-dialog .open=${this.isAsking} .heading=${words.deleteAsk} @pa-close=${this.close}>
      ${this.isAsking ? this.renderForm() : nothing}
    </pa-dialog>`;
  }

  private renderForm() {
    const words = serverTexts();
    return html`<p class="final">${words.deleteFinal}</p>
      <form method="post" @submit=${this.handleDelete}>
        <input hidden autocomplete="username" readonly .value=${this.me.value?.username ?? ''} />
        ${secret({
          id: 'current',
          label: words.currentPassword,
          hint: this.data === 'erase' ? words.eraseHint : words.keepHint,
          error: this.failureText,
          autocomplete: 'current-password',
          shown: this.shown,
          toggle: () => {
            this.shown = !this.shown;
          },
        })}
        <div class="actions">
          <button class="button" type="button" @click=${this.close}>${t().app.cancel}</button>
          <button class="button danger" ?disabled=${this.isBusy}>
            ${this.isBusy ? words.deleting : words.deleteButton}
          </button>
        </div>
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-account-data': PaAccountData;
  }
}
