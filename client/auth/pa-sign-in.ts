import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { type Services, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { language, setLanguage, t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { base, hidden } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { secret, secrets } from '../ui/secret.ts';
import { nameField, usernameField } from './fields.ts';
import { type FieldName, type Problem, placed, problemOf, readForm } from './form.ts';
import { signInStyles } from './sign-in.styles.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-mark.ts';
import '../ui/pa-spinner.ts';
import '../ui/pa-wallpaper.ts';

const STYLES = [base, hidden, buttons, inputs, fields, secrets, signInStyles];

/**
 * Sign in and register. No shadow root, and a child of the page's own tree: password managers look for real forms and
 * inputs there.
 */
@customElement('pa-sign-in')
export class PaSignIn extends PaElement {
  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  private readonly server = new StoreController(this, () => this.services?.account.server);

  @query('form') private form?: HTMLFormElement;

  @state() private registering = false;
  @state() private shown = false;
  @state() private busy = false;
  @state() private problem: Problem | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const sheets = STYLES.map((style) => style.styleSheet).filter((sheet) => sheet !== undefined);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const own = new Set(STYLES.map((style) => style.styleSheet));
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !own.has(sheet));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override updated(changed: PropertyValues): void {
    // The eye and the screen reader go where the mistake is.
    if (changed.has('problem') && this.problem !== null) this.focusField(this.problem.field);
  }

  private focusField(name: FieldName): void {
    this.form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus();
  }

  private get canRegister(): boolean {
    return this.server.value?.registration !== 'closed';
  }

  private choose(registering: boolean): void {
    this.registering = registering;
    this.problem = null;
    this.shown = false;
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.form === undefined || this.busy) return;
    const filled = readForm(this.form);
    this.problem = problemOf(filled, this.registering);
    if (this.problem !== null) return;
    this.busy = true;
    // Managers save what was typed as a password, not as a text.
    this.shown = false;
    try {
      await (this.registering
        ? this.services?.account.register(filled)
        : this.services?.account.login(filled));
    } catch (error) {
      this.problem = placed(error);
    } finally {
      this.busy = false;
    }
  }

  private errorOf(name: FieldName): string | null {
    return this.problem?.field === name ? problem(this.problem.error) : null;
  }

  override render() {
    const words = t().auth;
    return html`
      <header class="brand">
        <pa-wallpaper></pa-wallpaper>
        <pa-mark></pa-mark>
        <h1 class="name">${t().app.name}</h1>
        <p>${words.tagline}</p>
      </header>
      <main class="sheet">
        <div class="within">
          <h2 class="welcome">${words.welcome}</h2>
          ${this.canRegister ? this.renderSwitch() : this.renderNotice(words.closed)}
          ${this.registering ? this.renderInvite() : null} ${this.renderForm()}
          <footer>
            <span>${this.renderServer()}</span>
            <button
              class="button quiet"
              lang=${language() === 'fa' ? 'en' : 'fa'}
              @click=${() => attempt(() => setLanguage(language() === 'fa' ? 'en' : 'fa'))}
            >
              <pa-icon name="language"></pa-icon>${words.language}
            </button>
          </footer>
        </div>
      </main>
    `;
  }

  private renderServer() {
    const name = this.server.value?.name;
    return name ? html`<bdi>${t().auth.server(name)}</bdi>` : nothing;
  }

  private renderSwitch() {
    const button = (registering: boolean, label: string) => html`<button
      type="button"
      aria-pressed=${this.registering === registering}
      @click=${() => this.choose(registering)}
    >
      ${label}
    </button>`;
    return html`<div class="switch" role="group" aria-label=${t().auth.welcome}>
      ${button(false, t().auth.signIn)}${button(true, t().auth.register)}
    </div>`;
  }

  private renderInvite() {
    return this.server.value?.registration === 'invite'
      ? this.renderNotice(t().auth.invite)
      : nothing;
  }

  private renderNotice(text: string, wrong = false) {
    return html`<p class="notice ${wrong ? 'wrong' : ''}" role=${wrong ? 'alert' : 'note'}>${text}</p>`;
  }

  private renderForm() {
    const words = t().auth;
    const [idle, busy] = this.registering
      ? [words.register, words.busyRegister]
      : [words.signIn, words.busySignIn];
    const failure = this.errorOf('form');
    return html`<form method="post" novalidate @submit=${this.handleSubmit}>
      ${this.registering ? nameField(this.errorOf('displayName')) : null}
      ${usernameField(this.errorOf('username'), this.registering)} ${this.renderPassword()} ${failure === null ? null : this.renderNotice(failure, true)}
      <button class="button primary wide" ?disabled=${this.busy}>
        ${this.busy ? html`<pa-spinner></pa-spinner>${busy}` : idle}
      </button>
    </form>`;
  }

  private renderPassword() {
    const words = t().auth;
    return secret({
      id: 'password',
      label: words.password,
      hint: this.registering ? words.passwordHint : '',
      error: this.errorOf('password'),
      autocomplete: this.registering ? 'new-password' : 'current-password',
      shown: this.shown,
      toggle: () => {
        this.shown = !this.shown;
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-sign-in': PaSignIn;
  }
}
