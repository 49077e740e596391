import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Rights } from '../../protocol/chats.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { switches, switchRow } from '../ui/switch-row.ts';
import { cardStyles } from './cards.styles.ts';

const ORDER = ['write', 'addPeople', 'changeInfo', 'pin'] as const;

/** Shows what members may do; the owner and admins switch it. */
@customElement('pa-group-rights')
export class PaGroupRights extends PaElement {
  static override styles = [cardStyles, switches];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  /** Rights as they were set here, until the server has replied. */
  @state() private wanted: Partial<Rights> = {};

  @property({ attribute: false }) row: ChatRow | null = null;

  private async set(right: keyof Rights, on: boolean): Promise<void> {
    const chatId = this.row?.chat.id;
    if (chatId === undefined) return;
    this.wanted = { ...this.wanted, [right]: on };
    const messenger = this.services?.messenger;
    const rights = { [right]: on };
    await attempt(() => messenger?.askForChat('chat.update', { chatId, rights }));
    const { [right]: _, ...others } = this.wanted;
    this.wanted = others;
  }

  override render() {
    const { row } = this;
    if (!row) return nothing;
    const words = groupWords();
    return html`<section class="card">
      <h2>${words.rights}</h2>
      ${ORDER.map((right) =>
        switchRow(
          words.right[right],
          this.wanted[right] ?? row.chat.rights[right],
          (on) => void this.set(right, on),
          right in this.wanted,
        ),
      )}
      <p class="hint">${words.rightsHint}</p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-group-rights': PaGroupRights;
  }
}
