import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type ChatRow, type ClientServices, servicesContext } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { number } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { groupWords } from '../../i18n/texts/groups.ts';
import { statusLine } from '../../styles/shared.ts';
import { PaElement } from '../../ui/element.ts';

/** Below a group's title: who types, how many are in it, how many of them are here, and how many wait to be let in. */
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

  /** Those who lead it are told of each who asks; how many there were before is asked once. */
  override updated(_: PropertyValues<this>): void {
    const { row, services } = this;
    if (!row || !services || row.own.role === 'member' || this.asked === row.chat.id) return;
    this.asked = row.chat.id;
    services.messenger.groups.joinRequests(row.chat.id).catch(() => {
      this.asked = '';
    });
  }

  /** Oneself among them. 0 where nobody else is here, and where not all members are known to this device. */
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
    const asks = row.own.role === 'member' ? 0 : (this.asks.value?.get(row.chat.id) ?? 0);
    return html`${words.people(number(row.chat.memberCount))}${
      online > 0 ? html` · <span class="here">${words.online(number(online))}</span>` : nothing
    }${asks > 0 ? html` · <span class="asks">${words.waiting(number(asks))}</span>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-group-line': PaGroupLine;
  }
}
