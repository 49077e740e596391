import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { HouseInvite } from '../../protocol/house.ts';
import { house } from '../i18n/texts/house.ts';
import { NowController } from '../ui/now.ts';
import { houseInviteRow, inviteLink, isOpen } from './house-invite-row.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-link-card.ts';

type Parts = {
  /** Above the link when it is shown. */
  heading(): string;
  /** Takes the link back, and shows the list as it then is. */
  revoke(code: string): Promise<void>;
  /** Whose it is, where it may be anybody's. */
  by?(invite: HouseInvite): string;
};

/** Links into the house, the open ones first: each is shown again, and taken back after a question. */
export class HouseInviteList {
  private readonly clock: NowController;
  private shown: HouseInvite | null = null;
  private revoking: HouseInvite | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    this.clock = new NowController(host, 60_000);
  }

  show(shown: HouseInvite | null): void {
    this.shown = shown;
    this.host.requestUpdate();
  }

  private ask(revoking: HouseInvite | null): void {
    this.revoking = revoking;
    this.host.requestUpdate();
  }

  private async revoke(): Promise<void> {
    const code = this.revoking?.code;
    this.ask(null);
    if (code !== undefined) await this.parts.revoke(code);
  }

  render(invites: HouseInvite[], none: string) {
    const { now } = this.clock;
    const open = invites.filter((one) => isOpen(one, now));
    const over = invites.filter((one) => !isOpen(one, now));
    return html`${invites.length === 0 ? html`<p class="card faint">${none}</p>` : nothing}
    ${open.length === 0 ? nothing : this.renderList(open)}
    ${over.length === 0 ? nothing : html`<h2>${house().over}</h2>${this.renderList(over)}`}
    ${this.renderOverlays()}`;
  }

  private renderList(invites: HouseInvite[]) {
    return html`<ul class="card list" role="list">
      ${invites.map((invite) => {
        const acts = { show: () => this.show(invite), revoke: () => this.ask(invite) };
        return houseInviteRow(invite, acts, this.clock.now, this.parts.by?.(invite));
      })}
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
        @pa-confirm=${() => this.revoke()}
        @pa-close=${() => this.ask(null)}
      ></pa-ask>
      <pa-dialog
        .open=${shown !== null}
        .heading=${shown?.note || words.invite}
        @pa-close=${() => this.show(null)}
      >
        ${
          shown
            ? html`<pa-link-card
                code
                .link=${inviteLink(shown)}
                .heading=${this.parts.heading()}
              ></pa-link-card>`
            : nothing
        }
      </pa-dialog>`;
  }
}
