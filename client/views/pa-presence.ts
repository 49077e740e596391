import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Presence } from '../../protocol/presence.ts';
import { formatLastSeen } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { statusLine } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import { NowController } from '../ui/now.ts';

/**
 * Says on one line whether the other person types, is online, or was last seen when. It is empty while nothing is
 * known.
 */
@customElement('pa-presence')
export class PaPresence extends PaElement {
  static override styles = statusLine;

  /** "3 minutes ago" grows older by itself. */
  private readonly clock = new NowController(this, 60_000);

  @property({ attribute: false }) presence: Presence | null = null;
  @property({ type: Boolean }) typing = false;

  override render() {
    if (this.typing) return html`<span class="here">${t().chats.typing}</span>`;
    if (!this.presence) return nothing;
    if (this.presence.online) return html`<span class="here">${t().dates.online}</span>`;
    return formatLastSeen(this.presence.lastSeenAt, this.clock.now);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-presence': PaPresence;
  }
}
