import { consume } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { isUnreachable } from '../core/http.ts';
import { type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { profileWords } from '../i18n/texts/profile.ts';
import { buttons } from '../styles/controls.ts';
import { bars, columnHost, hidden, written } from '../styles/shared.ts';
import { copyText } from '../ui/copy.ts';
import { PaElement } from '../ui/element.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { profileStyles } from './profile.styles.ts';
import './pa-between.ts';
import '../views/avatar/pa-avatar-open.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-spinner.ts';
import '../views/pa-wallpaper.ts';

/** /u/:username, for every visitor: opens a chat for a person who is signed in, invites one who is not. */
@customElement('pa-profile')
export class PaProfile extends PaElement {
  static override styles = [buttons, bars, hidden, written, columnHost, profileStyles];

  @consume({ context: servicesContext, subscribe: true })
  @state()
  private services?: ClientServices;
  /** Once the chats are there, the people of this device are known, too. */
  readonly chats = new StoreController(this, () => this.services?.messenger.chats);
  private readonly me = new StoreController(this, () => this.services?.account.me);

  @state() private user: User | null = null;
  @state() private failure: unknown = null;
  @state() private isBusy = false;
  @state() private showsCode = false;

  @property() username = '';

  override willUpdate(changed: PropertyValues): void {
    if (this.services === undefined) return;
    if (changed.has('username') || changed.has('services')) void this.load();
    // A page that begins out of reach reads what it holds while the server is asked in vain.
    else if (this.user === null && isUnreachable(this.failure)) this.user = this.findKnown();
  }

  /** Shows at once what this device knows; it stays when the server is out of reach. */
  private async load(): Promise<void> {
    const { username, services } = this;
    this.failure = null;
    this.user = this.findKnown();
    try {
      const user = await services?.account.fetchProfile(username);
      if (username === this.username) this.user = user ?? null;
    } catch (error) {
      if (username !== this.username) return;
      // This server shows profiles to members only: the app shows the sign-in when it hears the server's new
      // settings.
      if (isApiError(error, 'unauthorized') && !this.me.value) return services?.account.askServer();
      if (isApiError(error, 'not_found')) this.user = null;
      if (this.user === null) this.failure = error;
    }
  }

  private findKnown(): User | null {
    return this.services?.messenger.findUserByName(this.username.toLowerCase()) ?? null;
  }

  private get link(): string {
    return location.origin + paths.profile(this.user?.username ?? this.username);
  }

  private async handleMessage(user: User): Promise<void> {
    if (!this.me.value) {
      this.emit('pa-sign-in', user.username);
      return;
    }
    this.isBusy = true;
    try {
      const chatId = await this.services?.messenger.openDirect(user.id);
      if (chatId !== undefined) this.emit('pa-go', { path: paths.chat(chatId) });
    } catch (error) {
      toast(describeProblem(error));
    } finally {
      this.isBusy = false;
    }
  }

  private async handleShare(user: User): Promise<void> {
    if ('share' in navigator) {
      // The call rejects when the person closes the sheet: nothing to say then.
      await navigator.share({ title: user.displayName, url: this.link }).catch(() => undefined);
      return;
    }
    if (await copyText(this.link)) toast(profileWords().linkCopied);
  }

  private async handleCode(): Promise<void> {
    await import('../ui/pa-qr.ts');
    this.showsCode = true;
  }

  override render() {
    return html`
      <pa-wallpaper></pa-wallpaper>
      ${this.me.value ? this.renderBar() : html`<h1 class="visually-hidden">${profileWords().title}</h1>`}
      <div class="scroll">${this.renderContent()}</div>
    `;
  }

  private renderBar() {
    return html`<header class="bar">
      <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
        <pa-icon name="back"></pa-icon>
      </button>
      <h1>${profileWords().title}</h1>
    </header>`;
  }

  private renderContent() {
    if (this.user !== null) return this.renderUser(this.user);
    if (this.failure !== null) return this.renderFailure();
    return html`<pa-spinner></pa-spinner>`;
  }

  private renderFailure() {
    const words = profileWords();
    const missing = isApiError(this.failure, 'not_found');
    return html`<pa-empty
      icon=${missing ? 'user' : 'offline'}
      .heading=${missing ? words.missingTitle : t().app.offline}
      .text=${missing ? words.missingText : describeProblem(this.failure)}
    >
      ${
        missing
          ? html`<a class="button" href=${paths.home}>${t().app.home}</a>`
          : html`<button class="button" @click=${this.load}>${t().app.retry}</button>`
      }
    </pa-empty>`;
  }

  private renderUser(user: User) {
    if (user.deletedAt !== null) {
      return html`<pa-empty icon="user" .heading=${profileWords().deleted}></pa-empty>`;
    }
    return html`<article class="card">
        <pa-avatar-open
          .identity=${user.id}
          .name=${user.displayName}
          .picture=${this.me.value ? (user.avatar ?? null) : null}
        ></pa-avatar-open>
        <h2 class="written" dir="auto">${user.displayName}</h2>
        <bdi class="handle" dir="ltr">@${user.username}</bdi>
        ${user.about === '' ? null : html`<p class="about written" dir="auto">${user.about}</p>`}
        ${this.renderMain(user)}
        <div class="more">
          <button class="button" @click=${() => this.handleShare(user)}>
            <pa-icon name="share"></pa-icon>${profileWords().share}
          </button>
          <button class="button" @click=${this.handleCode}>
            <pa-icon name="qr"></pa-icon>${profileWords().qr}
          </button>
        </div>
      </article>
      ${this.me.value && this.me.value.id !== user.id ? html`<pa-between .user=${user}></pa-between>` : null}
      ${this.renderCode(user)}`;
  }

  private renderMain(user: User) {
    const words = profileWords();
    if (this.me.value?.id === user.id) return html`<p class="faint">${words.you}</p>`;
    return html`${this.me.value ? null : html`<p class="faint">${words.inviteText}</p>`}
      <button
        class="button primary wide"
        ?disabled=${this.isBusy}
        @click=${() => this.handleMessage(user)}
      >
        <pa-icon name="chat"></pa-icon>${words.message}
      </button>`;
  }

  private renderCode(user: User) {
    const words = profileWords();
    return html`<pa-dialog
      .open=${this.showsCode}
      .heading=${words.qr}
      @pa-close=${() => {
        this.showsCode = false;
      }}
    >
      ${this.showsCode ? html`<pa-qr .text=${this.link} .label=${words.qrOf(user.displayName)}></pa-qr>` : null}
      <p class="code-text">
        <bdi dir="ltr">${this.link}</bdi>
        ${words.qrHint}
      </p>
    </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-profile': PaProfile;
  }
}
