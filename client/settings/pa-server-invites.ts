import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ServerInvite, ServerInvitesReply } from '../../protocol/server-invites.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatNumber } from '../i18n/format.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { buttons } from '../styles/controls.ts';
import { written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { ServerInviteList } from '../views/server-invite-list.ts';
import { inviteRowStyles } from '../views/server-invite-row.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-icon.ts';
import './pa-server-invite-form.ts';

/**
 * Lists one's own links into the server, which are made, handed on, taken back; and how many people one may still
 * invite.
 */
@customElement('pa-server-invites')
export class PaServerInvites extends PaElement {
  static override styles = [buttons, written, sectionStyles, inviteRowStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly server = new StoreController(this, () => this.services?.account.server);
  private readonly known = new Loaded<ServerInvitesReply>(this, () =>
    this.services?.call('GET', '/api/server/invites'),
  );
  private readonly list = new ServerInviteList(this, {
    heading: () => this.server.value?.name ?? '',
    revoke: async (code) => {
      await attempt(() => this.services?.call('POST', '/api/server/invites/revoke', { code }));
      await this.known.load();
    },
  });

  @state() private isMaking = false;

  private handleMade({ detail }: CustomEvent<ServerInvite>): void {
    this.isMaking = false;
    this.list.show(detail);
    void this.known.load();
  }

  override render() {
    return this.known.render((known) => this.renderKnown(known));
  }

  private renderKnown({ invites, left }: ServerInvitesReply) {
    const words = serverTexts();
    const closed = this.server.value?.registration === 'closed';
    // Earlier links stay in the list, so an empty one without quota means that there was never an invitation to give.
    const isNever = left === 0 && invites.length === 0;
    return html`
      ${isNever ? nothing : html`<p>${left === null ? words.inviteTextFree : words.inviteText}</p>`}
      <p class="faint">${closed ? words.inviteClosed : isNever ? words.inviteNever : this.renderQuota(left)}</p>
      <button
        class="button primary wide"
        ?disabled=${closed || left === 0}
        @click=${() => {
          this.isMaking = true;
        }}
      >
        <pa-icon name="userPlus"></pa-icon>${words.newInvite}
      </button>
      ${this.list.render(invites, words.noInvites)}
      <pa-server-invite-form
        .open=${this.isMaking}
        .free=${left === null}
        @pa-invited=${this.handleMade}
        @pa-close=${() => {
          this.isMaking = false;
        }}
      ></pa-server-invite-form>
    `;
  }

  private renderQuota(left: number | null): string {
    const words = serverTexts();
    if (left === null) return '';
    return left === 0 ? words.inviteNone : words.inviteQuota(formatNumber(left));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-server-invites': PaServerInvites;
  }
}
