import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { InvitationController } from '../account/invitation-state.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import '../ui/pa-empty.ts';

/**
 * Shows a person without chats what to begin with: the person who invited them, or people to invite. Events:
 * `pa-write-to`.
 */
@customElement('pa-empty-list')
export class PaEmptyList extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: grid;
        flex: 1;
      }

      .choices {
        display: grid;
        gap: var(--space-2);
        min-inline-size: 0;
      }

      .button {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);
  private readonly invitation = new InvitationController(this, () => this.services);

  override render() {
    const words = t().chats;
    const { inviter } = this.invitation;
    const text = inviter ? words.invitedBy(inviter.displayName) : this.text;
    return html`<pa-empty icon="chat" .heading=${words.emptyTitle} .text=${text}>
      <div class="choices">
        ${inviter ? this.renderInviter(inviter) : this.renderFirst()}
        ${inviter ? this.renderFind(false) : this.renderSecond()}
      </div>
    </pa-empty>`;
  }

  private get leads(): boolean {
    return this.me.value?.role === 'admin';
  }

  private get text(): string {
    return this.leads ? t().chats.emptyAdminText : t().chats.emptyText;
  }

  private renderInviter(inviter: User) {
    return html`<button class="button primary" @click=${() => this.emit('pa-write-to', inviter)}>
      ${t().chats.writeTo(inviter.displayName)}
    </button>`;
  }

  private renderFirst() {
    return this.leads ? this.renderInvite() : this.renderFind(true);
  }

  private renderSecond() {
    const { me } = this;
    if (this.leads) return this.renderFind(false);
    const path = me.value ? paths.profile(me.value.username) : paths.settings();
    return html`<a class="button" href=${path}>${t().chats.shareLink}</a>
      ${this.invitation.mayInvite ? this.renderInvite() : nothing}`;
  }

  private renderInvite() {
    const look = this.leads ? 'primary' : '';
    return html`<a class="button ${look}" href=${paths.settings('invites')}>${t().chats.invite}</a>`;
  }

  private renderFind(first: boolean) {
    return html`<a class="button ${first ? 'primary' : ''}" href=${paths.newChat}>${t().chats.findPeople}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-empty-list': PaEmptyList;
  }
  interface HTMLElementEventMap {
    /** Asks to open the chat with this person. The listener outlives this element, which goes when the list fills. */
    'pa-write-to': CustomEvent<User>;
  }
}
