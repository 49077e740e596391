import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ServerInvite } from '../../protocol/server-invites.ts';
import { type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { describeProblem } from '../i18n/problem.ts';
import { door } from '../i18n/texts/doors.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import { noticeLine } from './notices.ts';
import '../ui/pa-link-card.ts';
import '../ui/pa-spinner.ts';

/** The first link is for a family or a team, and not for the whole town. */
const FIRST_USES = 10;

/** The last step of the first start: the administrator is in, and gets the first link to hand out. */
@customElement('pa-welcome')
export class PaWelcome extends PaElement {
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly server = new StoreController(this, () => this.services?.account.server);
  private hasAsked = false;

  @state() private invite: ServerInvite | null = null;
  @state() private failure: unknown = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override willUpdate(): void {
    if (this.hasAsked || !this.services) return;
    this.hasAsked = true;
    void this.make(this.services);
  }

  private async make({ call }: ClientServices): Promise<void> {
    try {
      const body = { uses: FIRST_USES };
      const reply = await call<{ invite: ServerInvite }>('POST', '/api/server/invites', body);
      this.invite = reply.invite;
    } catch (error) {
      // Where registration is closed there is no invitation to make.
      if (!isApiError(error, 'registration_closed')) this.failure = error;
    }
  }

  override render() {
    const words = door();
    return html`<h2 class="title">${words.setUp}</h2>
      ${this.invite ? this.renderInvite(this.invite) : nothing}
      ${this.failure === null ? nothing : noticeLine(describeProblem(this.failure), true)}
      <div class="pair">
        <button class="button" @click=${() => this.go(paths.admin())}>${words.toAdmin}</button>
        <button class="button primary" @click=${() => this.go(paths.home)}>${words.toChats}</button>
      </div>`;
  }

  private renderInvite({ code }: ServerInvite) {
    const words = door();
    return html`<h3>${words.firstPeople}</h3>
      <p class="lead">${words.firstPeopleText}</p>
      <pa-link-card
        code
        .link=${location.origin + paths.invite(code)}
        .heading=${this.server.value?.name ?? ''}
      ></pa-link-card>`;
  }

  private go(path: string): void {
    this.emit('pa-go', { path, replace: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-welcome': PaWelcome;
  }
}
