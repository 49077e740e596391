import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { language, setLanguage, t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { door } from '../i18n/texts/doors.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { base, hidden } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { fragment } from '../ui/fragment.ts';
import { PageStyles } from '../ui/page-styles.ts';
import { paths } from '../ui/paths.ts';
import { secret, secrets } from '../ui/secret.ts';
import { nameField, usernameField } from './fields.ts';
import {
  type FieldName,
  type FieldProblem,
  findProblem,
  readForm,
  toFieldProblem,
} from './form.ts';
import { GroupDoor, groupCode } from './group-door.ts';
import { codeIn, type Invitation, previewInvitation } from './invitation.ts';
import {
  deadInvitation,
  forgottenPassword,
  groupNeedsInvite,
  invitationPurpose,
  inviteForm,
  newServer,
  noticeLine,
  whoInvites,
} from './notices.ts';
import { signInStyles } from './sign-in.styles.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-logo.ts';
import '../ui/pa-spinner.ts';
import '../views/pa-wallpaper.ts';

const STYLES = [base, hidden, buttons, inputs, fields, secrets, signInStyles];
type Door = 'setup' | 'reset' | 'i' | '';

/**
 * Sign-in, registration, and what stands behind one-time links. It has no shadow root and is a child of the page's
 * own tree: password managers look for real forms and inputs there.
 */
@customElement('pa-sign-in')
export class PaSignIn extends PaElement {
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly server = new StoreController(this, () => this.services?.account.server);
  private readonly ended = new StoreController(this, () => this.services?.account.ended);
  private readonly me = new StoreController(this, () => this.services?.account.me);

  private readonly group = new GroupDoor(this, () => this.services?.call);

  @query('form') private form?: HTMLFormElement;

  /** The kind of link that was opened; empty when there was none. */
  @state() private door: Door = '';
  @state() private invitation: Invitation | null = null;
  /** Why the invitation cannot be used. */
  @state() private refused: unknown = null;
  @state() private isRegistering = false;
  @state() private shown = false;
  @state() private isBusy = false;
  @state() private problem: FieldProblem | null = null;

  constructor() {
    super();
    new PageStyles(this, STYLES);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.door = (/^\/(setup|reset|i)\/?$/.exec(location.pathname)?.[1] ?? '') as Door;
    if (this.door === 'setup') void import('./pa-setup.ts');
    if (this.door === 'reset') void import('./pa-reset.ts');
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override willUpdate(): void {
    if (!this.services) return;
    // A link into a group may carry an invitation to the server, too.
    if ((this.door !== 'i' && !groupCode()) || fragment.text === '') return;
    const { text } = fragment;
    fragment.text = '';
    this.isRegistering = true;
    void this.previewLink(text);
  }

  override updated(changed: PropertyValues): void {
    // The focus goes where the mistake is, so that the eye and the screen reader follow.
    if (changed.has('problem') && this.problem !== null) this.focusField(this.problem.field);
  }

  private focusField(name: FieldName): void {
    this.form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus();
  }

  private get mode() {
    return this.server.value?.registration;
  }

  /** A valid link opens the form where registration is not open: the server has checked it. */
  private get closed(): boolean {
    return this.mode === 'closed' && this.invitation === null;
  }

  /** True when a link is needed, and no valid one is there yet. */
  private get needsInvitation(): boolean {
    return this.mode === 'invite' && this.invitation === null;
  }

  private choose(registering: boolean): void {
    this.isRegistering = registering;
    this.problem = null;
    this.shown = false;
  }

  private async previewLink(text: string): Promise<void> {
    const code = codeIn(text);
    this.refused = code === null ? 'code' : null;
    if (code === null || !this.services || this.isBusy) return;
    this.isBusy = true;
    try {
      this.invitation = await previewInvitation(this.services.call, code);
    } catch (error) {
      this.refused = error;
    } finally {
      this.isBusy = false;
    }
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.form === undefined || this.isBusy) return;
    const filled = readForm(this.form);
    this.problem = findProblem(filled, this.isRegistering);
    if (this.problem !== null) return;
    this.isBusy = true;
    // Managers save what was typed as a password, not as a text.
    this.shown = false;
    try {
      await this.enter(filled);
      if (this.door !== '') this.leaveDoor();
    } catch (error) {
      this.problem = toFieldProblem(error);
    } finally {
      this.isBusy = false;
    }
  }

  private async enter(filled: ReturnType<typeof readForm>): Promise<void> {
    const account = this.services?.account;
    if (!this.isRegistering) return account?.login(filled);
    const invite = this.invitation?.code;
    return account?.register(invite === undefined ? filled : { ...filled, invite });
  }

  private leaveDoor(): void {
    this.door = '';
    this.emit('pa-go', { path: paths.home, replace: true });
  }

  private errorOf(name: FieldName): string | null {
    return this.problem?.field === name ? describeProblem(this.problem.error) : null;
  }

  override render() {
    const words = authWords();
    return html`
      <header class="brand">
        <pa-wallpaper></pa-wallpaper>
        <pa-logo></pa-logo>
        <h1 class="name">${t().app.name}</h1>
        <p>${words.tagline}</p>
      </header>
      <main class="sheet">
        <div class="within">
          ${this.renderDoor()}
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

  private renderDoor() {
    const leave = () => {
      this.door = '';
    };
    if (this.door === 'setup') return html`<pa-setup @pa-go=${leave}></pa-setup>`;
    if (this.door === 'reset') return html`<pa-reset @pa-go=${leave}></pa-reset>`;
    return this.me.value ? this.renderIsIn(this.me.value.displayName) : this.renderEntrance();
  }

  private renderIsIn(name: string) {
    return html`<p class="notice calm">${door().already(name)}</p>
      <button class="button primary wide" @click=${this.leaveDoor}>${door().toChats}</button>`;
  }

  /** Without an administrator there is no account yet whose password could be forgotten. */
  private readonly isNew = (): boolean => this.server.value?.setup === true;

  private renderEntrance() {
    const words = authWords();
    return html`<h2 class="welcome">${words.welcome}</h2>
      ${this.renderEnded()} ${invitationPurpose(this.group)} ${this.isNew() ? newServer(this.closed) : nothing}
      ${this.closed ? (this.isNew() ? nothing : noticeLine(words.closed)) : this.renderSwitch()}
      ${this.isRegistering && !this.closed ? this.renderRegister() : this.renderForm()}`;
  }

  private renderEnded() {
    const why = this.ended.value;
    if (!why) return nothing;
    return noticeLine(
      why === 'account_disabled' ? describeProblem(why) : door().endedElsewhere,
      true,
    );
  }

  private renderRegister() {
    const { invitation, refused } = this;
    if (invitation) return html`${whoInvites(invitation)} ${this.renderForm()}`;
    if (!this.needsInvitation && !refused) return this.renderForm();
    return html`${refused && refused !== 'code' ? deadInvitation(refused) : nothing}
    ${this.group.preview && this.needsInvitation ? groupNeedsInvite(this.group.preview) : nothing}
    ${
      this.needsInvitation
        ? inviteForm({
            error: refused === 'code' ? door().codeWrong : null,
            busy: this.isBusy,
            check: (text) => this.previewLink(text),
          })
        : this.renderForm()
    }`;
  }

  private renderServer() {
    const name = this.server.value?.name;
    return name ? html`<bdi>${authWords().server(name)}</bdi>` : nothing;
  }

  private renderSwitch() {
    const button = (registering: boolean, label: string) => html`<button
      type="button"
      aria-pressed=${this.isRegistering === registering}
      @click=${() => this.choose(registering)}
    >
      ${label}
    </button>`;
    return html`<div class="switch" role="group" aria-label=${authWords().welcome}>
      ${button(false, authWords().signIn)}${button(true, authWords().register)}
    </div>`;
  }

  private renderForm() {
    const words = authWords();
    const registering = this.isRegistering && !this.closed;
    const [idle, busy] = registering
      ? [words.register, words.busyRegister]
      : [words.signIn, words.busySignIn];
    const failure = this.errorOf('form');
    return html`<form method="post" novalidate @submit=${this.handleSubmit}>
      ${registering ? nameField(this.errorOf('displayName')) : null}
      ${usernameField(this.errorOf('username'), registering)} ${this.renderPassword()}
      ${failure === null ? null : noticeLine(failure, true)}
      <button class="button primary wide" ?disabled=${this.isBusy}>
        ${this.isBusy ? html`<pa-spinner></pa-spinner>${busy}` : idle}
      </button>
      ${registering ? nothing : forgottenPassword()}
    </form>`;
  }

  private renderPassword() {
    const words = authWords();
    return secret({
      id: 'password',
      label: words.password,
      hint: this.isRegistering ? words.passwordHint : '',
      error: this.errorOf('password'),
      autocomplete: this.isRegistering ? 'new-password' : 'current-password',
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
