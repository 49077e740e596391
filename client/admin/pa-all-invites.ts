import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AllInvitesReply, HouseInvite } from '../../protocol/house.ts';
import { type Services, servicesContext } from '../core/services.ts';
import { admin } from '../i18n/texts/admin.ts';
import { house } from '../i18n/texts/house.ts';
import { buttons } from '../styles/controls.ts';
import { written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { houseInviteRow, inviteLink, inviteRowStyles, isOpen } from '../ui/house-invite-row.ts';
import { NowController } from '../ui/now.ts';
import { paths } from '../ui/paths.ts';
import { adminStyles } from './admin.styles.ts';
import { Loaded } from './loaded.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-link-card.ts';

/** Everybody's links into the house, the open ones first. */
@customElement('pa-all-invites')
export class PaAllInvites extends PaElement {
  static override styles = [buttons, written, adminStyles, inviteRowStyles];

  private readonly clock = new NowController(this, 60_000);
  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  private readonly known = new Loaded<AllInvitesReply>(
    this,
    () => this.services,
    (call) => call('GET', '/api/admin/invites'),
  );

  @state() private shown: HouseInvite | null = null;
  @state() private revoking: HouseInvite | null = null;

  private async revoke(): Promise<void> {
    const code = this.revoking?.code;
    this.revoking = null;
    await attempt(() => this.services?.call('POST', '/api/house/invites/revoke', { code }));
    await this.known.load();
  }

  override render() {
    return html`<a class="button" href=${paths.settings('invites')}>
        <pa-icon name="userPlus"></pa-icon>${house().newInvite}
      </a>
      ${this.known.render((known) => this.renderLists(known))} ${this.renderOverlays()}`;
  }

  private renderLists({ invites }: AllInvitesReply) {
    const { now } = this.clock;
    if (invites.length === 0) return html`<p class="card faint">${admin().noInvites}</p>`;
    const open = invites.filter((one) => isOpen(one, now));
    const over = invites.filter((one) => !isOpen(one, now));
    return html`${open.length === 0 ? nothing : this.renderList(open)}
    ${over.length === 0 ? nothing : html`<h2>${house().over}</h2>${this.renderList(over)}`}`;
  }

  private renderList(invites: HouseInvite[]) {
    return html`<ul class="card list" role="list">
      ${invites.map((invite) =>
        houseInviteRow(
          invite,
          {
            show: () => {
              this.shown = invite;
            },
            revoke: () => {
              this.revoking = invite;
            },
          },
          this.clock.now,
          makerOf(invite),
        ),
      )}
    </ul>`;
  }

  private renderOverlays() {
    const words = house();
    const { shown, revoking } = this;
    return html`<pa-ask
        .question=${
          revoking
            ? { heading: words.revokeAsk, text: words.revokeText, label: words.revoke }
            : null
        }
        @pa-confirm=${this.revoke}
        @pa-close=${() => {
          this.revoking = null;
        }}
      ></pa-ask>
      <pa-dialog
        .open=${shown !== null}
        .heading=${shown?.note || words.invite}
        @pa-close=${() => {
          this.shown = null;
        }}
      >
        ${shown ? html`<pa-link-card code .link=${inviteLink(shown)} .heading=${words.invite}></pa-link-card>` : nothing}
      </pa-dialog>`;
  }
}

function makerOf({ by }: HouseInvite): string {
  const words = admin();
  return by === null ? words.byConsole : words.by(`\u2068${by.displayName || by.username}\u2069`);
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-all-invites': PaAllInvites;
  }
}
