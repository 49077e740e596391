import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { ServerInvite } from '../../protocol/server-invites.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { NowController } from '../ui/now.ts';
import { inviteLink, isOpen, serverInviteRow } from './server-invite-row.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-link-card.ts';

type Parts = {
  /** The words above the link when it is shown. */
  heading(): string;
  /** Takes the link back, and shows the list as it then is. */
  revoke(code: string): Promise<void>;
  /** The name of its maker, in a list of all members' links. */
  by?(invite: ServerInvite): string;
};

/** Links into the server, the open ones first: each is shown again, and taken back after a question. */
export class ServerInviteList {
  private readonly clock: NowController;
  private shown: ServerInvite | null = null;
  private revoking: ServerInvite | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    this.clock = new NowController(host, 60_000);
  }

  show(shown: ServerInvite | null): void {
    this.shown = shown;
    this.host.requestUpdate();
  }

  private ask(revoking: ServerInvite | null): void {
    this.revoking = revoking;
    this.host.requestUpdate();
  }

  private async revoke(): Promise<void> {
    const code = this.revoking?.code;
    this.ask(null);
    if (code !== undefined) await this.parts.revoke(code);
  }

  render(invites: ServerInvite[], none: string) {
    const { now } = this.clock;
    const open = invites.filter((one) => isOpen(one, now));
    const over = invites.filter((one) => !isOpen(one, now));
    return html`${invites.length === 0 ? html`<p class="card faint">${none}</p>` : nothing}
    ${open.length === 0 ? nothing : this.renderList(open)}
    ${over.length === 0 ? nothing : html`<h2>${serverTexts().over}</h2>${this.renderList(over)}`}
    ${this.renderOverlays()}`;
  }

  private renderList(invites: ServerInvite[]) {
    return html`<ul class="card list" role="list">
      ${invites.map((invite) => {
        const acts = { show: () => this.show(invite), revoke: () => this.ask(invite) };
        return serverInviteRow(invite, acts, this.clock.now, this.parts.by?.(invite));
      })}
    </ul>`;
  }

  private renderOverlays() {
    const words = serverTexts();
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
        .heading=${shown?.label || words.invite}
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
