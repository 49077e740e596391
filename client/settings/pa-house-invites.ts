import { consume } from '@lit/context';
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { HouseInvite, HouseInvitesReply } from '../../protocol/house.ts';
import { type Services, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { number } from '../i18n/format.ts';
import { house } from '../i18n/texts/house.ts';
import { buttons } from '../styles/controls.ts';
import { written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { HouseInviteList } from '../views/house-invite-list.ts';
import { inviteRowStyles } from '../views/house-invite-row.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-icon.ts';
import './pa-house-invite-form.ts';

/** One's own links into the house: made, handed on, taken back; and how many people one may still invite. */
@customElement('pa-house-invites')
export class PaHouseInvites extends PaElement {
  static override styles = [buttons, written, sectionStyles, inviteRowStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  private readonly server = new StoreController(this, () => this.services?.account.server);
  private readonly known = new Loaded<HouseInvitesReply>(this, () =>
    this.services?.call('GET', '/api/house/invites'),
  );
  private readonly list = new HouseInviteList(this, {
    heading: () => this.server.value?.name ?? '',
    revoke: async (code) => {
      await attempt(() => this.services?.call('POST', '/api/house/invites/revoke', { code }));
      await this.known.load();
    },
  });

  @state() private making = false;

  private handleMade({ detail }: CustomEvent<HouseInvite>): void {
    this.making = false;
    this.list.show(detail);
    void this.known.load();
  }

  override render() {
    return this.known.render((known) => this.renderKnown(known));
  }

  private renderKnown({ invites, left }: HouseInvitesReply) {
    const words = house();
    const closed = this.server.value?.registration === 'closed';
    return html`
      <p>${words.inviteText}</p>
      <p class="faint">${closed ? words.inviteClosed : this.quota(left)}</p>
      <button
        class="button primary wide"
        ?disabled=${closed || left === 0}
        @click=${() => {
          this.making = true;
        }}
      >
        <pa-icon name="userPlus"></pa-icon>${words.newInvite}
      </button>
      ${this.list.render(invites, words.noInvites)}
      <pa-house-invite-form
        .open=${this.making}
        .free=${left === null}
        @pa-invited=${this.handleMade}
        @pa-close=${() => {
          this.making = false;
        }}
      ></pa-house-invite-form>
    `;
  }

  private quota(left: number | null): string {
    const words = house();
    if (left === null) return '';
    return left === 0 ? words.inviteNone : words.inviteQuota(number(left));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-house-invites': PaHouseInvites;
  }
}
