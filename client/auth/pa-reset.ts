import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ResetReply } from '../../protocol/auth.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { ApiError, type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { door } from '../i18n/texts/doors.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { PaElement } from '../ui/element.ts';
import { fragment } from '../ui/fragment.ts';
import { paths } from '../ui/paths.ts';
import { secret } from '../ui/secret.ts';
import { toFieldProblem } from './form.ts';
import { deadLink, noticeLine } from './notices.ts';
import '../ui/pa-spinner.ts';

type Asked = Pick<ResetReply, 'username'>;

/**
 * /reset#…: sets a new password by an administrator's one-time link, and signs in with it. It stands in the page's
 * own tree, for password managers.
 */
@customElement('pa-reset')
export class PaReset extends PaElement {
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private secret = '';
  private hasAsked = false;

  @state() private owner: Asked | null = null;
  @state() private dead: unknown = null;
  @state() private failure: unknown = null;
  @state() private shown = false;
  @state() private isBusy = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override willUpdate(): void {
    if (this.hasAsked || !this.services) return;
    this.hasAsked = true;
    this.secret = fragment.text;
    fragment.text = '';
    void this.previewLink(this.services);
  }

  private async previewLink({ call }: ClientServices): Promise<void> {
    this.dead = null;
    try {
      this.owner = await call<Asked>('POST', '/api/auth/reset/look', { secret: this.secret });
    } catch (error) {
      this.dead = error;
    }
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { services } = this;
    if (this.isBusy || !services) return;
    const data = new FormData(event.target as HTMLFormElement);
    const password = String(data.get('password') ?? '');
    this.failure =
      [...password].length < LIMITS.passwordMin ? new ApiError('password_short') : null;
    if (this.failure !== null) return;
    this.isBusy = true;
    this.shown = false;
    try {
      const body = { secret: this.secret, password };
      const { username } = await services.call<ResetReply>('POST', '/api/auth/reset', body);
      await services.account.login({ username, password });
      this.emit('pa-go', { path: paths.home, replace: true });
    } catch (error) {
      if (isApiError(error, 'link_invalid')) this.dead = error;
      else this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  override render() {
    if (this.dead !== null) return this.renderDead();
    if (this.owner === null) return html`<pa-spinner></pa-spinner>`;
    const words = door();
    return html`<h2 class="title">${words.resetTitle}</h2>
      <p class="lead">${words.resetFor(`@${this.owner.username}`)}</p>
      ${this.renderForm(this.owner)}`;
  }

  private renderDead() {
    const words = door();
    const gone = isApiError(this.dead, 'link_invalid', 'invalid');
    return deadLink({
      heading: gone ? words.resetDead : t().app.brokenTitle,
      text: gone ? words.resetDeadText : describeProblem(this.dead),
      leave: () => this.emit('pa-go', { path: paths.home, replace: true }),
    });
  }

  private renderForm({ username }: Asked) {
    const beside = this.failure !== null && toFieldProblem(this.failure).field === 'password';
    return html`<form method="post" novalidate @submit=${this.handleSubmit}>
      <input
        class="visually-hidden"
        name="username"
        autocomplete="username"
        tabindex="-1"
        aria-hidden="true"
        readonly
        .value=${username}
      />
      ${secret({
        id: 'password',
        label: settingsWords().nextPassword,
        hint: authWords().passwordHint,
        error: beside ? describeProblem(this.failure) : null,
        autocomplete: 'new-password',
        shown: this.shown,
        toggle: () => {
          this.shown = !this.shown;
        },
      })}
      ${this.failure !== null && !beside ? noticeLine(describeProblem(this.failure), true) : nothing}
      <button class="button primary wide" ?disabled=${this.isBusy}>
        ${this.isBusy ? html`<pa-spinner></pa-spinner>` : nothing}${door().resetSave}
      </button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-reset': PaReset;
  }
}
