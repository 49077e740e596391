import { consume } from '@lit/context';
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AllInvitesReply, ServerInvite } from '../../protocol/server-invites.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { admin } from '../i18n/texts/admin.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { buttons } from '../styles/controls.ts';
import { written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { paths } from '../ui/paths.ts';
import { ServerInviteList } from '../views/server-invite-list.ts';
import { inviteRowStyles } from '../views/server-invite-row.ts';
import { adminStyles } from './admin.styles.ts';
import '../ui/pa-icon.ts';

/** Lists all members' links into the server, the open ones first. */
@customElement('pa-all-invites')
export class PaAllInvites extends PaElement {
  static override styles = [buttons, written, adminStyles, inviteRowStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly known = new Loaded<AllInvitesReply>(this, () =>
    this.services?.call('GET', '/api/admin/invites'),
  );

  private readonly list = new ServerInviteList(this, {
    heading: () => serverTexts().invite,
    revoke: async (code) => {
      await attempt(() => this.services?.call('POST', '/api/server/invites/revoke', { code }));
      await this.known.load();
    },
    by: makerOf,
  });

  override render() {
    return html`<a class="button" href=${paths.settings('invites')}>
        <pa-icon name="userPlus"></pa-icon>${serverTexts().newInvite}
      </a>
      ${this.known.render(({ invites }) => this.list.render(invites, admin().noInvites))}`;
  }
}

function makerOf({ by }: ServerInvite): string {
  const words = admin();
  return by === null ? words.byConsole : words.by(by.displayName || by.username);
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-all-invites': PaAllInvites;
  }
}
