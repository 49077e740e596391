import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { HouseInvite, HouseInvitesReply } from '../../protocol/house.ts';
import { type Services, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import { house } from '../i18n/texts/house.ts';
import { buttons } from '../styles/controls.ts';
import { written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { houseInviteRow, inviteLink, inviteRowStyles, isOpen } from '../ui/house-invite-row.ts';
import { NowController } from '../ui/now.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-link-card.ts';
import '../ui/pa-skeleton.ts';
import './pa-house-invite-form.ts';

/** One's own links into the house: made, handed on, taken back; and how many people one may still invite. */
@customElement('pa-house-invites')
export class PaHouseInvites extends PaElement {
  static override styles = [buttons, written, sectionStyles, inviteRowStyles];

  private readonly clock = new NowController(this, 60_000);
  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  private readonly server = new StoreController(this, () => this.services?.account.server);
  private asked = false;

  @state() private known: HouseInvitesReply | null = null;
  @state() private failure: unknown = null;
  @state() private making = false;
  @state() private shown: HouseInvite | null = null;
  @state() private revoking: HouseInvite | null = null;

  override willUpdate(): void {
    if (this.asked || !this.services) return;
    this.asked = true;
    void this.load();
  }

  private async load(): Promise<void> {
    this.failure = null;
    try {
      this.known = (await this.services?.call('GET', '/api/house/invites')) ?? null;
    } catch (error) {
      this.failure = error;
    }
  }

  private handleMade({ detail }: CustomEvent<HouseInvite>): void {
    this.making = false;
    this.shown = detail;
    void this.load();
  }

  private async revoke(): Promise<void> {
    const code = this.revoking?.code;
    this.revoking = null;
    await attempt(() => this.services?.call('POST', '/api/house/invites/revoke', { code }));
    await this.load();
  }

  override render() {
    if (this.failure !== null) return this.renderFailure();
    if (this.known === null) return html`<pa-skeleton rows="3"></pa-skeleton>`;
    const words = house();
    const closed = this.server.value?.registration === 'closed';
    return html`
      <p>${words.inviteText}</p>
      <p class="faint">${closed ? words.inviteClosed : this.quota(this.known.left)}</p>
      <button
        class="button primary wide"
        ?disabled=${closed || this.known.left === 0}
        @click=${() => {
          this.making = true;
        }}
      >
        <pa-icon name="userPlus"></pa-icon>${words.newInvite}
      </button>
      ${this.renderLists(this.known.invites)} ${this.renderOverlays()}
    `;
  }

  private quota(left: number | null): string {
    const words = house();
    if (left === null) return '';
    return left === 0 ? words.inviteNone : words.inviteQuota(number(left));
  }

  private renderFailure() {
    return html`<pa-empty icon="offline" .heading=${t().app.brokenTitle} .text=${problem(this.failure)}>
      <button class="button" @click=${this.load}>${t().app.retry}</button>
    </pa-empty>`;
  }

  private renderLists(invites: HouseInvite[]) {
    const words = house();
    const { now } = this.clock;
    const over = invites.filter((one) => !isOpen(one, now));
    const open = invites.filter((one) => isOpen(one, now));
    if (invites.length === 0) return html`<p class="card faint">${words.noInvites}</p>`;
    return html`${open.length === 0 ? nothing : this.renderList(open)}
    ${over.length === 0 ? nothing : html`<h2>${words.over}</h2>${this.renderList(over)}`}`;
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
        ),
      )}
    </ul>`;
  }

  private renderOverlays() {
    const words = house();
    const { revoking, shown } = this;
    return html`<pa-house-invite-form
        .open=${this.making}
        .free=${this.known?.left === null}
        @pa-invited=${this.handleMade}
        @pa-close=${() => {
          this.making = false;
        }}
      ></pa-house-invite-form>
      <pa-ask
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
        ${
          shown
            ? html`<pa-link-card
                code
                .link=${inviteLink(shown)}
                .heading=${this.server.value?.name ?? ''}
              ></pa-link-card>`
            : nothing
        }
      </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-house-invites': PaHouseInvites;
  }
}
