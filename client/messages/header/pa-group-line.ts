import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type ChatRow, type ClientServices, servicesContext } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { groupWords } from '../../i18n/texts/groups.ts';
import { statusLine } from '../../styles/shared.ts';
import { PaElement } from '../../ui/element.ts';

/**
 * Says below a group's title who types, how many members it has, how many of them are online, and how many ask to
 * join.
 */
@customElement('pa-group-line')
export class PaGroupLine extends PaElement {
  static override styles = [
    statusLine,
    css`
      .asks {
        color: var(--notice);
        font-weight: var(--weight-medium);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly presence = new StoreController(this, () => this.services?.messenger.presence);
  private readonly asks = new StoreController(this, () => this.services?.messenger.joinRequests);
  private asked = '';

  @property({ attribute: false }) row: ChatRow | null = null;

  /** Admins are told of each new request; how many there were before is asked once. */
  override updated(_: PropertyValues<this>): void {
    const { row, services } = this;
    if (!row || !services || row.settings.role === 'member' || this.asked === row.chat.id) return;
    this.asked = row.chat.id;
    services.messenger.groups.listJoinRequests(row.chat.id).catch(() => {
      this.asked = '';
    });
  }

  /**
   * Counts oneself too. It is 0 when no other member is online, and when not all members are known to this device.
   */
  private get online(): number {
    const { members, memberCount } = this.row?.chat ?? { members: [], memberCount: 0 };
    if (members.length < memberCount) return 0;
    const me = this.services?.account.me.get()?.id;
    const others = members.filter(
      ({ userId }) => userId !== me && this.presence.value?.get(userId)?.online,
    );
    return others.length > 0 ? others.length + 1 : 0;
  }

  override render() {
    const { row, online } = this;
    if (!row) return nothing;
    if (row.typing.length > 0) return html`<span class="here">${t().chats.typing}</span>`;
    const words = groupWords();
    const asks = row.settings.role === 'member' ? 0 : (this.asks.value?.get(row.chat.id) ?? 0);
    return html`${words.people(formatNumber(row.chat.memberCount))}${
      online > 0
        ? html` · <span class="here">${words.online(formatNumber(online))}</span>`
        : nothing
    }${asks > 0 ? html` · <span class="asks">${words.waiting(formatNumber(asks))}</span>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-group-line': PaGroupLine;
  }
}
