import { consume } from '@lit/context';
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LIMITS } from '../../protocol/limits.ts';
import { ApiError, type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { describeProblem } from '../i18n/problem.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { toast } from '../ui/pa-toast.ts';
import { secret, secrets } from '../ui/secret.ts';
import { sectionStyles } from './section.styles.ts';

/** Changes the password; the server ends the other sessions with it. */
@customElement('pa-password')
export class PaPassword extends PaElement {
  static override styles = [buttons, inputs, fields, secrets, sectionStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @state() private shown = false;
  @state() private isBusy = false;
  @state() private failure: unknown = null;

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const [current, next] = [String(data.get('current')), String(data.get('next'))];
    this.failure = [...next].length < LIMITS.passwordMin ? new ApiError('password_short') : null;
    if (this.failure !== null) return;
    this.isBusy = true;
    try {
      await this.services?.account.changePassword(current, next);
      form.reset();
      this.shown = false;
      toast(settingsWords().passwordChanged);
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  /** Only "wrong" is an error of the current password. */
  private errorOf(which: 'current' | 'next'): string | null {
    if (this.failure === null) return null;
    const wrong = isApiError(this.failure, 'credentials_wrong');
    if (which === 'current') return wrong ? settingsWords().currentWrong : null;
    return wrong ? null : describeProblem(this.failure);
  }

  override render() {
    const words = settingsWords();
    const toggle = () => {
      this.shown = !this.shown;
    };
    return html`<form class="card" method="post" @submit=${this.handleSubmit}>
      <input
        type="text"
        autocomplete="username"
        .value=${this.services?.account.me.get()?.username ?? ''}
        hidden
      />
      ${secret({
        id: 'current',
        label: words.currentPassword,
        error: this.errorOf('current'),
        autocomplete: 'current-password',
        shown: this.shown,
        toggle,
      })}
      ${secret({
        id: 'next',
        label: words.nextPassword,
        hint: authWords().passwordHint,
        error: this.errorOf('next'),
        autocomplete: 'new-password',
        shown: this.shown,
        toggle,
      })}
      <div class="buttons">
        <button class="button primary" ?disabled=${this.isBusy}>${words.changePassword}</button>
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-password': PaPassword;
  }
}
