import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccountCreateReply, OneTimeLink, Role } from '../../protocol/accounts.ts';
import { fold } from '../../protocol/fold.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { formatDate, formatTimeOfDay } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { accounts } from '../i18n/texts/accounts.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-link-card.ts';

/** Makes a new account, and the one-time link by which its person chooses a password. Says `pa-added`, `pa-close`. */
@customElement('pa-add-account')
export class PaAddAccount extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-2);
      }

      p {
        margin-block-end: var(--space-3);
        color: var(--text-soft);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @state() private link: OneTimeLink | null = null;
  @state() private failure: unknown = null;
  @state() private isBusy = false;

  @property({ type: Boolean }) open = false;

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { services } = this;
    if (this.isBusy || !services) return;
    const data = new FormData(event.target as HTMLFormElement);
    this.isBusy = true;
    this.failure = null;
    try {
      const body = {
        username: fold(String(data.get('username')).trim()),
        displayName: String(data.get('displayName')).trim(),
        role: String(data.get('role')) as Role,
      };
      const reply = await services.call<AccountCreateReply>('POST', '/api/admin/users', body);
      this.link = reply.link;
      this.emit('pa-added');
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  private readonly close = (): void => {
    this.link = null;
    this.failure = null;
    this.emit('pa-close');
  };

  private errorOf(name: 'username' | 'displayName'): string | null {
    if (this.failure === null) return null;
    const isName = isApiError(this.failure, 'name_empty', 'name_long', 'name_invalid');
    return isName === (name === 'displayName') ? describeProblem(this.failure) : null;
  }

  override render() {
    return html`<pa-dialog .open=${this.open} .heading=${accounts().addUser} @pa-close=${this.close}>
      ${this.open ? (this.link ? this.renderLink(this.link) : this.renderForm()) : nothing}
    </pa-dialog>`;
  }

  private renderLink({ path, expiresAt }: OneTimeLink) {
    const words = accounts();
    const when = t().dates.at(formatDate(expiresAt, Date.now()), formatTimeOfDay(expiresAt));
    return html`<p>${words.resetText(when)}</p>
      <pa-link-card .link=${location.origin + path} .heading=${words.resetTitle}></pa-link-card>`;
  }

  private renderForm() {
    const words = accounts();
    const { displayName, displayNameHint, username, usernameHint } = authWords();
    return html`<form @submit=${this.handleSubmit}>
      <p>${words.addUserText}</p>
      ${field(
        {
          id: 'displayName',
          label: displayName,
          hint: displayNameHint,
          error: this.errorOf('displayName'),
        },
        html`<input
          class="input"
          id="displayName"
          name="displayName"
          dir="auto"
          placeholder=" "
          required
          autocomplete="off"
          maxlength=${LIMITS.displayName}
          aria-describedby=${describedBy('displayName')}
        />`,
      )}
      ${field(
        { id: 'username', label: username, hint: usernameHint, error: this.errorOf('username') },
        html`<input
          class="input"
          id="username"
          name="username"
          dir="ltr"
          required
          autocomplete="off"
          autocapitalize="off"
          autocorrect="off"
          spellcheck="false"
          aria-describedby=${describedBy('username')}
        />`,
      )}
      ${field(
        { id: 'role', label: words.role },
        html`<select id="role" name="role" class="input">
          <option value="user">${words.user}</option>
          <option value="admin">${words.admin}</option>
        </select>`,
      )}
      <button class="button primary wide" ?disabled=${this.isBusy}>${words.add}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-add-account': PaAddAccount;
  }
  interface HTMLElementEventMap {
    'pa-added': CustomEvent<undefined>;
  }
}
